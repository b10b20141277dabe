import { getCompileCacheDir } from 'node:module'
import { dirname, extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Answer, Arguments, Ask, Asked } from '../answers.ts'
import { StoreError } from '../store.ts'
import type { Call, Errand, Failed, Reply, Told } from './wire.ts'

/** The main thread's side of the thread that holds the database. */
export type Thread = {
  readonly ask: Ask
  /** Hears when the session was declared dead. The answer ends the listening. */
  onLost(listener: () => void): () => void
  /** Ends the thread after all that was asked before. */
  close(): Promise<void>
}

type Pending = { resolve(value: unknown): void; reject(error: StoreError): void }

/**
 * Starts the thread and resolves when the database is open. All that is asked in one turn of the loop travels as one message. The thread
 * keeps the process alive only while something is asked.
 */
export async function startThread(errand: Errand): Promise<Thread> {
  const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)
  // Flags of the process (its kind of input, preloaded instrumentation) are no business of this thread.
  const worker = new Worker(file, { workerData: errand, env: environment(), execArgv: [] })
  const pending = new Map<number, Pending>()
  const ready = Promise.withResolvers<void>()
  const listeners = new Set<() => void>()
  let outbox: Call[] = []
  let calls = 0
  let ended: StoreError | null = null
  let closing: Promise<void> | undefined

  function send(): void {
    worker.postMessage(outbox)
    outbox = []
  }

  function request<T>(call: (id: number) => Call): Promise<T> {
    if (ended) return Promise.reject(ended)
    calls += 1
    const id = calls
    if (pending.size === 0) worker.ref()
    if (outbox.length === 0) setImmediate(send)
    outbox.push(call(id))
    return new Promise<T>((resolve, reject) => pending.set(id, { resolve: (value) => resolve(value as T), reject }))
  }

  function settle(reply: Reply): void {
    const waiting = pending.get(reply.id)
    pending.delete(reply.id)
    if ('failed' in reply) waiting?.reject(errorOf(reply.failed))
    else waiting?.resolve(reply.value)
  }

  function end(error: StoreError): void {
    ended ??= error
    ready.reject(ended)
    for (const waiting of pending.values()) waiting.reject(ended)
    pending.clear()
  }

  worker.on('message', (told: Told) => {
    if ('replies' in told) for (const reply of told.replies) settle(reply)
    else if ('lost' in told) for (const listener of listeners) listener()
    else if ('failed' in told) end(errorOf(told.failed))
    else ready.resolve()
    if (pending.size === 0 && !closing) worker.unref()
  })
  worker.on('error', (error) => end(new StoreError('failed', `The thread of the store broke: ${String(error)}`, { cause: error })))
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  void exited.then(() => end(new StoreError('failed', 'The thread of the store has ended.')))
  await ready.promise

  return {
    ask: <A extends Asked>(what: A, ...args: Arguments<A>) => request<Answer<A>>((id) => ({ id, what, args }) as Call),
    onLost(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close() {
      closing ??= (async () => {
        const closed = request<void>((id) => ({ id, what: 'close' }))
        ended = new StoreError('failed', 'This store is closed.')
        await closed.finally(() => exited)
      })()
      return closing
    },
  }
}

/** A thread does not inherit the compile cache of a process that enabled one by itself; with it, it starts in half the time. */
function environment(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir()
  return cache ? { ...process.env, NODE_COMPILE_CACHE: dirname(cache) } : process.env
}

const errorOf = ({ code, message }: Failed) => new StoreError(code, message)
