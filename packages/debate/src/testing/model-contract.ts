import { afterEach, describe, expect, test } from 'vitest'
import type { Ask, Delta, Failure, Finish, Model, Permission, Start } from '../model.ts'

/** What the vendor behind the model does with every request. `hangs`: says a little, then nothing more. */
export type Vendor = 'answers' | 'fails' | 'hangs'
export type Ground = {
  readonly model: Model
  /** Requests whose first byte has left so far. */
  readonly sent: () => number
  readonly clear?: () => Promise<void>
}

/** Milliseconds in which a model has to let go of what is aborted. */
const promptly = 1000

/** What every `Model` must do; `make` gives a fresh one in front of a vendor that behaves as told. */
export function modelContract(name: string, make: (vendor: Vendor) => Promise<Ground> | Ground): void {
  describe(`${name} keeps the contract of a model`, () => {
    let ground: Ground | null = null
    afterEach(async () => {
      await ground?.clear?.()
      ground = null
    })
    const asked = async (vendor: Vendor, wish: Wish = {}) => {
      ground = await make(vendor)
      return ask(ground, wish)
    }

    test('it finishes under the attempt that was permitted, and so do its deltas', async () => {
      const { result, deltas, starts } = await asked('answers', { attempt: 3 })
      expect(await result).toMatchObject({ outcome: 'finish', attempt: 3 })
      expect(starts.length).toBe(1)
      expect(new Set(deltas.map(({ attempt }) => attempt))).toEqual(new Set([3]))
    })

    test('what was streamed is what it finishes with', async () => {
      const { result, deltas } = await asked('answers')
      const finish = await result
      if (finish.outcome !== 'finish') throw new Error(`it failed: ${finish.reason}`)
      expect(deltas.flatMap(({ kind, text }) => (kind === 'text' ? [text] : [])).join('')).toBe(finish.text)
    })

    test('it never counts fewer input tokens than the vendor does', async () => {
      const { result, request } = await asked('answers')
      const { usage } = await result
      expect(ground?.model.count(request.messages, false)).toBeGreaterThanOrEqual(usage?.input ?? 0)
    })

    test('a failure is an answer, not an exception', async () => {
      const { result } = await asked('fails', { attempt: 2 })
      expect(await result).toMatchObject({ outcome: 'failure', attempt: 2 })
    })

    test('nothing leaves and nothing is said before permission is given', async () => {
      const permission = Promise.withResolvers<Permission>()
      const { result, deltas } = await asked('answers', { permit: () => permission.promise })
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect([ground?.sent(), deltas.length]).toEqual([0, 0])
      permission.resolve({ granted: true, attempt: 1 })
      expect(await result).toMatchObject({ outcome: 'finish' })
    })

    for (const kind of ['budget', 'aborted'] as const)
      test(`without permission it fails as ${kind}, for nothing, and sends nothing`, async () => {
        const { result, deltas } = await asked('answers', { permit: () => Promise.resolve({ granted: false, kind }) })
        expect(await result).toMatchObject({ outcome: 'failure', kind, attempt: null, basis: 'zero', usage: null })
        expect([ground?.sent(), deltas.length]).toEqual([0, 0])
      })

    test('aborted in flight it lets go promptly and says nothing more', async () => {
      const { result, abort, deltas, begun } = await asked('hangs')
      await begun
      const since = performance.now()
      abort()
      expect(await result).toMatchObject({ outcome: 'failure', kind: 'aborted', attempt: 1 })
      expect(performance.now() - since).toBeLessThan(promptly)
      const said = deltas.length
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(deltas.length).toBe(said)
    })

    test('aborted while it waits for permission it sends nothing', async () => {
      const permission = Promise.withResolvers<Permission>()
      const { result, abort } = await asked('answers', { permit: () => permission.promise })
      abort()
      permission.resolve({ granted: false, kind: 'aborted' })
      expect(await result).toMatchObject({ outcome: 'failure', kind: 'aborted' })
      expect(ground?.sent()).toBe(0)
    })

    test('two requests at once do not hear each other', async () => {
      const one = await asked('answers', { attempt: 1 })
      const other = ground ? ask(ground, { attempt: 2 }) : one
      expect(await Promise.all([one.result, other.result])).toMatchObject([{ attempt: 1 }, { attempt: 2 }])
      expect([one.deltas.every(({ attempt }) => attempt === 1), other.deltas.every(({ attempt }) => attempt === 2)]).toEqual([true, true])
    })
  })
}

type Wish = { readonly attempt?: number; readonly permit?: (start: Start) => Promise<Permission> }
type Asked = {
  readonly request: Ask
  readonly result: Promise<Finish | Failure>
  readonly deltas: Delta[]
  readonly starts: Start[]
  /** Resolves once permission was given. */
  readonly begun: Promise<void>
  readonly abort: () => void
}

function ask({ model }: Ground, { attempt = 1, permit = () => Promise.resolve({ granted: true, attempt }) }: Wish): Asked {
  const deltas: Delta[] = []
  const starts: Start[] = []
  const controller = new AbortController()
  const begun = Promise.withResolvers<void>()
  const request: Ask = {
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Tabs or spaces? Answer in one word.' }] }],
    maxOutput: 500,
    stream: true,
    exact: false,
    deadline: null,
    signal: controller.signal,
    about: {
      turnId: '0.0',
      seat: 'ada',
      act: 'opening',
      round: 0,
      seed: 1,
      question: 'Tabs or spaces?',
      options: [],
      answer: 'open',
      side: null,
      own: null,
      heard: [],
    },
    async permit(start) {
      starts.push(start)
      const permission = await permit(start)
      begun.resolve()
      return permission
    },
    again: () => Promise.resolve(),
  }
  const result = model.ask(request, (delta) => void deltas.push(delta))
  return { request, result, deltas, starts, begun: begun.promise, abort: () => controller.abort() }
}
