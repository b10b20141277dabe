import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What a script of a benchmark does in a process of its own when it is told to. */
export type Tasks = Readonly<Record<string, (...given: never[]) => unknown>>

/** A process of its own, so that its CPU and its memory are not counted as another's. */
export type Child<T extends Tasks> = {
  ask<Name extends keyof T & string>(name: Name, ...given: Parameters<T[Name]>): Promise<Awaited<ReturnType<T[Name]>>>
  close(): Promise<void>
}

type Asked = { readonly id: number; readonly name: string; readonly given: readonly unknown[] }
type Answered = { readonly id: number; readonly value?: unknown; readonly error?: string }

/** Starts a script of this folder that calls `serveTasks`. */
export function startChild<T extends Tasks>(script: string): Child<T> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), { execArgv: ['--expose-gc'], serialization: 'advanced' })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const gone = once(child, 'exit')
  child.on('message', ({ id, value, error }: Answered) => {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (error === undefined) resolve?.(value)
    else reject?.(new Error(error))
  })
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${script} died.`))
  })
  let asked = 0
  return {
    ask(name, ...given) {
      asked += 1
      const answer = Promise.withResolvers<unknown>()
      waiting.set(asked, answer)
      child.send({ id: asked, name, given } satisfies Asked)
      return answer.promise as never
    },
    async close() {
      child.disconnect()
      await gone
    },
  }
}

/** Does what the process that started this one asks for, until it lets go. */
export function serveTasks<T extends Tasks>(tasks: T): T {
  process.on('message', async ({ id, name, given }: Asked) => {
    try {
      process.send?.({ id, value: await tasks[name]?.(...(given as never[])) } satisfies Answered)
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Answered)
    }
  })
  process.on('disconnect', () => process.exit())
  return tasks
}

/** Milliseconds since 1970, as finely as the clock goes. */
export const nowMs = (): number => performance.timeOrigin + performance.now()

/** Bytes of memory that this process holds, once what it does not need is collected. */
export function memoryHeld(): number {
  for (let time = 0; time < 3; time++) globalThis.gc?.()
  return process.memoryUsage.rss()
}
