// Long because it is a list: one test per fault that every wire format must survive.
import { getEventListeners } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Failure, Finish } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import { type Clock, systemClock } from '../deployment.ts'
import { sse as events, json } from '../http/testing/loopback.ts'
import { type Framing, serverSent } from './framing.ts'
import { fastClock, key, type Make, trials } from './trial.ts'

/** The same few things as a format says them: complete events, each with its end. */
export type Dialect = {
  /** Server-sent events where it does not say. */
  readonly framing?: Framing
  /** What of a request that arrived says where it was sent, and whether the answer should be streamed. */
  request(stream: boolean): { readonly path: string; readonly body?: object }
  /** What comes before the first word. */
  readonly open: string
  say(text: string): string
  think(text: string): string
  /** A finish reason, without usage; some formats know of no refusals. */
  readonly refuses?: false
  finish(reason: 'stop' | 'length' | 'refused'): string
  /** 20 tokens in, of them 5 from a cache where the format knows of any, and so many out. */
  bill(output: number): string
  readonly cached?: 0
  /** The model that answered, where the format says another than was asked. */
  readonly answered?: 'model-1'
  readonly end: string
  /** Something that keeps the connection alive and says nothing. */
  readonly ping: string
  /** The vendor is overloaded. */
  readonly error: string
  whole(text: string): unknown
}

/** Limits that no test outlasts. */
const patient = { firstToken: 60_000, idle: 60_000 }
const shape = {
  name: 'position',
  schema: { type: 'object', properties: { argument: { type: 'string' } }, required: ['argument'], additionalProperties: false },
  streams: 'argument',
  validate: (value: unknown) => ({ ok: true as const, value }),
}

/** What every wire format must do, over real sockets. A new format joins by saying its `Dialect`. */
export function wireContract(name: string, make: Make, dialect: Dialect): void {
  const { open, say, think, finish, bill, end, framing = serverSent } = dialect
  const { comment } = framing
  const billed = { input: 20, cached: dialect.cached ?? 5, cacheWrite: 0, reasoning: 0 }
  const sse: typeof events = (response, pieces, options) => events(response, pieces, { type: framing.type, ...options })
  const whole = [open, say('Hel'), say('lo, wörld 🎉!'), finish('stop'), bill(9), end]
  const hello = 'Hello, wörld 🎉!'

  describe(name, () => {
    const trial = trials(make)

    describe('an answer', () => {
      it('is streamed as deltas of its attempt and finishes with the usage of the vendor', async () => {
        const { ask, vendor, deltas, permits } = await trial((response) => sse(response, whole))
        expect(await ask()).toEqual({
          outcome: 'finish',
          attempt: 7,
          nano: null,
          basis: 'vendor',
          usage: { ...billed, output: 9 },
          text: hello,
          finish: 'stop',
          modelAnswered: dialect.answered ?? 'model-1-0226',
        })
        expect(said(deltas, 'text')).toBe(hello)
        expect(deltas.every(({ attempt }) => attempt === 7)).toBe(true)
        expect(permits).toEqual([0])
        expect(vendor.received).toMatchObject([dialect.request(true)])
        expect(vendor.received[0]?.headers['x-quorum-about']).toBeUndefined()
      })

      it('may be one JSON body where nobody watches', async () => {
        const { ask, deltas, vendor } = await trial((response) => json(response, 200, dialect.whole(hello)), { ask: { stream: false } })
        expect(await ask()).toMatchObject({ outcome: 'finish', text: hello, basis: 'vendor', usage: { ...billed, output: 9 } })
        expect(said(deltas, 'text')).toBe(hello)
        expect(vendor.received).toMatchObject([dialect.request(false)])
      })

      it('keeps hidden thinking apart', async () => {
        const { ask, deltas } = await trial((response) => sse(response, [[open, think('hm, '), think('well'), ...whole.slice(1)].join('')]))
        expect(await ask()).toMatchObject({ outcome: 'finish', text: hello, reasoning: 'hm, well' })
        expect([said(deltas, 'reasoning'), said(deltas, 'text')]).toEqual(['hm, well', hello])
      })

      it('is marked as cut off at the cap', async () => {
        const { ask } = await trial((response) => sse(response, [open, say('Hel'), finish('length'), bill(9), end]))
        expect(await ask()).toMatchObject({ outcome: 'finish', text: 'Hel', finish: 'length' })
      })

      it('reads the same wherever the bytes are split', async () => {
        const bytes = Buffer.from(whole.join(''))
        const { ask, vendor } = await trial((response, { index }) => sse(response, [bytes.subarray(0, index), bytes.subarray(index)]))
        while (vendor.received.length < bytes.length) {
          for (const answer of await Promise.all(Array.from({ length: 20 }, ask))) {
            expect(answer).toMatchObject({ outcome: 'finish', text: hello, basis: 'vendor', usage: { output: 9 } })
          }
        }
      })

      it('reads the same byte by byte', async () => {
        const { ask } = await trial((response) =>
          sse(
            response,
            [...Buffer.from(whole.join(''))].map((byte) => Buffer.of(byte)),
          ),
        )
        expect(await ask()).toMatchObject({ outcome: 'finish', text: hello, basis: 'vendor' })
      })

      it.each(framing.spellings)('reads the same with %s', async (_, change) => {
        const bytes = Buffer.from(change(whole.join('')))
        const { ask } = await trial((response) => sse(response, [bytes.subarray(0, 150), bytes.subarray(150)]))
        expect(await ask()).toMatchObject({ outcome: 'finish', text: hello, basis: 'vendor' })
      })

      it('may end without a blank line', async () => {
        const { ask } = await trial((response) => sse(response, [open, say('Hi'), finish('stop').trimEnd()]))
        expect(await ask()).toMatchObject({ outcome: 'finish', text: 'Hi' })
      })

      it('ends with its terminator, whatever follows', async () => {
        const { ask } = await trial((response) => sse(response, [whole.join('') + say(' And more.')]))
        expect(await ask()).toMatchObject({ outcome: 'finish', text: hello })
      })

      it('may be preceded by hints', async () => {
        const { ask, seen } = await trial((response) => {
          response.writeEarlyHints({ link: '</style.css>; rel=preload' })
          return sse(response, whole)
        })
        expect(await ask()).toMatchObject({ outcome: 'finish', text: hello })
        expect(seen).toMatchObject([{ type: 'response', status: 200 }])
      })

      it('settles even if whoever listens breaks', async () => {
        const { ask } = await trial((response) => sse(response, [open, say('Hi'), ...whole.slice(2)]), {
          sink: () => {
            throw new Error('broken listener')
          },
        })
        expect(await ask()).toMatchObject({ outcome: 'failure', reason: expect.stringContaining('broken listener') })
      })

      it('leaves no listener and no timer behind', async () => {
        const timers = new Set<object>()
        const counting: Clock = {
          now: fastClock.now,
          after(ms, run) {
            const timer = {}
            const cancel = fastClock.after(ms, run)
            timers.add(timer)
            return () => {
              timers.delete(timer)
              cancel()
            }
          },
        }
        const { ask, aborter } = await trial((response) => sse(response, whole), { clock: counting })
        await ask()
        await turnOfLoop()
        expect(getEventListeners(aborter.signal, 'abort')).toHaveLength(0)
        expect(timers.size).toBe(0)
      })

      it('leaves its connection to the next one', async () => {
        const { ask, vendor } = await trial((response) => sse(response, whole))
        await ask()
        await turnOfLoop()
        await ask()
        expect([vendor.received.length, vendor.connections()]).toEqual([2, 1])
      })
    })

    describe('an end that is none', () => {
      it.each([
        ['a clean end without finish reason', [open, say('Hel')], true, 'cut'],
        ['a cut connection', [open, say('Hel')], false, 'cut'],
        ['an error in the middle', [open, say('Hel'), dialect.error], true, 'overloaded'],
      ] as const)('%s fails with what was said, at the worst cost', async (_, pieces, clean, kind) => {
        const { ask, deltas } = await trial((response) => {
          sse(response, pieces, { end: clean })
          if (!clean) setTimeout(() => response.socket?.resetAndDestroy(), 20)
        })
        expect(await ask()).toMatchObject({
          outcome: 'failure',
          kind,
          retryable: true,
          text: 'Hel',
          basis: 'worst',
          usage: null,
          attempt: 7,
        })
        expect(said(deltas, 'text')).toBe('Hel')
      })

      it('a reset before the headers is cut too', async () => {
        const { ask } = await trial((response) => response.socket?.resetAndDestroy())
        expect(await ask()).toMatchObject({ kind: 'cut', retryable: true, basis: 'worst' })
      })

      it.each([
        ['nothing at all', framing.type, ''],
        ['comments alone', framing.type, comment + comment],
        ['a web page', 'text/html', '<!doctype html><title>Welcome</title>'],
        ['JSON in place of a stream', 'application/json', '{"hello":"there"}'],
        ['compressed bytes', framing.type, whole.join('')],
      ])('%s is a breach of the protocol', async (what, type, body) => {
        const { ask } = await trial((response) => {
          response.writeHead(200, { 'content-type': type, ...(what === 'compressed bytes' && { 'content-encoding': 'gzip' }) })
          response.end(body)
        })
        expect(await ask()).toMatchObject({ outcome: 'failure', kind: 'protocol', retryable: true, basis: 'worst' })
      })

      it.each([
        ['', 'empty'],
        ['<html>', 'not JSON'],
        ['{"half":', 'cut JSON'],
      ])('a whole answer of %j is a breach too (%s)', async (body) => {
        const { ask } = await trial((response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body), {
          ask: { stream: false },
        })
        expect(await ask()).toMatchObject({ kind: 'protocol', retryable: true })
      })

      it('words without a word are empty, and a cap used up in thought is truncated; both are billed', async () => {
        const said = await trial((response) => sse(response, [open, finish('stop'), bill(1), end]))
        expect(await said.ask()).toMatchObject({ kind: 'empty', basis: 'vendor', usage: { output: 1 } })
        const thought = await trial((response) => sse(response, [open, think('hm'), finish('length'), bill(9), end]))
        expect(await thought.ask()).toMatchObject({ kind: 'truncated', basis: 'vendor', usage: { output: 9 } })
      })

      it.skipIf(dialect.refuses === false)('a refusal is named, billed and not asked again', async () => {
        const { ask } = await trial((response) => sse(response, [open, finish('refused'), bill(3), end]))
        expect(await ask()).toMatchObject({ kind: expect.stringMatching(/refused|content-filter/), retryable: false, basis: 'vendor' })
      })
    })

    describe('after the finish reason', () => {
      it('a cut does no harm: the tokens are counted', async () => {
        const { ask, seen } = await trial((response) => {
          sse(response, [open, say(hello), finish('stop')], { end: false })
          setTimeout(() => response.socket?.resetAndDestroy(), 20)
        })
        expect(await ask()).toMatchObject({ outcome: 'finish', text: hello, basis: 'counted', usage: { input: 10, output: 8 } })
        expect(seen.at(-1)?.type).toBe('usage-counted')
      })

      it('silence is borne for a second at the most', async () => {
        const { ask, vendor } = await trial((response) => sse(response, [open, say('Hi'), finish('stop')], { end: false }), {
          timeouts: patient,
        })
        const before = fastClock.now()
        expect(await ask()).toMatchObject({ outcome: 'finish', text: 'Hi', basis: 'counted' })
        expect(fastClock.now() - before).toBeLessThan(30_000)
        await vendor.left()
      })

      it.each([
        ['the terminator', whole],
        ['the usage', whole.slice(0, -1)],
      ])('a body that stays open after %s is closed, and nobody waits for it', async (_, pieces) => {
        const { ask, vendor } = await trial((response) => sse(response, pieces, { end: false }), { clock: systemClock })
        const before = performance.now()
        expect(await ask()).toMatchObject({ outcome: 'finish', basis: 'vendor' })
        expect(performance.now() - before).toBeLessThan(900)
        if (pieces === whole) await vendor.left()
      })
    })

    describe('an error', () => {
      it('as the first event of a stream is that of the vendor, and costs nothing', async () => {
        const { ask } = await trial((response) => sse(response, [dialect.error]))
        expect(await ask()).toMatchObject({ kind: 'overloaded', retryable: true, basis: 'zero', text: '' })
      })

      it('as JSON in place of a stream is that of the vendor', async () => {
        const body = { type: 'error', error: { type: 'overloaded_error', message: 'busy', code: 'overloaded' } }
        const { ask } = await trial((response) => json(response, 200, body))
        expect(await ask()).toMatchObject({ kind: 'overloaded', basis: 'zero' })
        const unwatched = await trial((response) => json(response, 200, body), { ask: { stream: false } })
        expect(await unwatched.ask()).toMatchObject({ kind: 'overloaded', basis: 'zero' })
      })

      it('with a time to wait hands it on', async () => {
        const error = { error: { type: 'rate_limit_error', message: 'slow down' } }
        const { ask } = await trial((response) => json(response, 429, error, { 'retry-after': '7' }))
        expect(await ask()).toMatchObject({ kind: 'rate-limited', retryable: true, retryAfterMs: 7000, basis: 'zero' })
      })

      it('that repeats the key is told without it', async () => {
        const { ask } = await trial((response) => json(response, 401, { error: { message: `Incorrect API key provided: ${key}.` } }))
        const failure = await ask()
        expect(failure).toMatchObject({ kind: 'auth', retryable: false, basis: 'zero' })
        expect(JSON.stringify(failure)).not.toContain(key)
      })

      it('whose body never ends is told all the same', async () => {
        const { ask, vendor } = await trial((response) => response.writeHead(503).write('<html>busy'))
        expect(await ask()).toMatchObject({ kind: 'overloaded', basis: 'zero' })
        await vendor.left()
      })

      it('that is a redirect is not followed', async () => {
        const elsewhere = await trial((response) => sse(response, whole))
        const { ask, vendor } = await trial((response) => response.writeHead(307, { location: elsewhere.vendor.url }).end())
        expect(await ask()).toMatchObject({ kind: 'protocol' })
        expect([vendor.received.length, elsewhere.vendor.received.length]).toEqual([1, 0])
      })

      it('of a closed port is a failure to connect, and costs nothing', async () => {
        const { ask, vendor } = await trial((response) => sse(response, whole))
        await vendor.close()
        expect(await ask()).toMatchObject({ kind: 'connect', retryable: true, basis: 'zero', attempt: 7 })
      })
    })

    describe('a malformed event', () => {
      const broken = framing.frame(say('').slice(say('').indexOf('{'), -6))

      it('is left out in place and counted', async () => {
        const { ask, seen } = await trial((response) => sse(response, [open, say('Hel'), broken, ...whole.slice(2)]))
        expect(await ask()).toMatchObject({ outcome: 'finish', text: hello })
        expect(seen.filter(({ type }) => type === 'malformed-event')).toHaveLength(1)
      })

      it('fails an object whose text it may have carried', async () => {
        const lost = say('lost').replace(/\}(\n+)$/, '$1')
        const prose = await trial((response) => sse(response, [open, say('Hel'), lost, ...whole.slice(2)]))
        expect(await prose.ask()).toMatchObject({ outcome: 'finish' })
        const object = await trial((response) => sse(response, [open, say('Hel'), lost, ...whole.slice(2)]), { ask: { expects: shape } })
        expect(await object.ask()).toMatchObject({ kind: 'protocol', retryable: true })
        const harmless = await trial((response) => sse(response, [open, say('Hel'), broken, ...whole.slice(2)]), {
          ask: { expects: shape },
        })
        expect(await harmless.ask()).toMatchObject({ outcome: 'finish' })
      })

      it('too many are a breach of the protocol', async () => {
        const { ask } = await trial((response) => sse(response, [open, broken, broken, broken, broken, ...whole.slice(1)]))
        expect(await ask()).toMatchObject({ kind: 'protocol' })
      })
    })

    describe('time', () => {
      it('without headers ends the wait for a first token', async () => {
        const { ask, vendor } = await trial(() => undefined)
        expect(await ask()).toMatchObject({ kind: 'timeout-first-token', retryable: true, basis: 'worst' })
        await vendor.left()
      })

      it('with keep-alives alone does so too', async () => {
        const { ask, vendor } = await trial((response) => {
          sse(response, [open], { end: false })
          repeat(() => response.write(comment + dialect.ping), response)
        })
        expect(await ask()).toMatchObject({ kind: 'timeout-first-token' })
        await vendor.left()
      })

      it('is held off by keep-alives where the model thinks first, until silence or the deadline', async () => {
        const answering = (response: Parameters<typeof sse>[0]) => {
          sse(response, [open], { end: false })
          const stop = repeat(() => response.write(comment), response)
          setTimeout(() => {
            stop()
            for (const piece of whole.slice(1)) response.write(piece)
            response.end()
          }, 600)
        }
        const thinks = await trial(answering, { info: { reasons: true } })
        expect(await thinks.ask()).toMatchObject({ outcome: 'finish', text: hello })
        const late = await trial(answering, { info: { reasons: true }, ask: { deadline: fastClock.now() + 2000 } })
        expect(await late.ask()).toMatchObject({ kind: 'deadline', retryable: false, basis: 'worst' })
        const silent = await trial((response) => sse(response, [open], { end: false }), { info: { reasons: true } })
        expect(await silent.ask()).toMatchObject({ kind: 'timeout-first-token' })
      })

      it('is not held off by the blank lines before a whole answer', async () => {
        const { ask } = await trial(
          (response) => {
            response.writeHead(200, { 'content-type': 'application/json' })
            repeat(() => response.write('\n'), response)
          },
          { ask: { stream: false } },
        )
        expect(await ask()).toMatchObject({ kind: 'timeout-first-token' })
      })

      it('between two words is a stall, keep-alives or not', async () => {
        const { ask, vendor } = await trial((response) => {
          sse(response, [open, say('Hel')], { end: false })
          repeat(() => response.write(dialect.ping), response)
        })
        expect(await ask()).toMatchObject({ kind: 'stalled', retryable: true, text: 'Hel', basis: 'worst' })
        await vendor.left()
      })

      it('may be long as long as words keep coming', async () => {
        const { ask } = await trial((response) => {
          sse(response, [open], { end: false })
          const stop = repeat(() => response.write(say('la ')), response)
          setTimeout(() => {
            stop()
            response.end([finish('stop'), bill(30), end].join(''))
          }, 500)
        })
        expect(await ask()).toMatchObject({ outcome: 'finish' })
      })

      it('beyond the deadline ends the turn, and nothing is sent after it', async () => {
        const during = await trial((response) => sse(response, [open, say('Hel')], { end: false }), {
          ask: { deadline: fastClock.now() + 2000 },
        })
        expect(await during.ask()).toMatchObject({ kind: 'deadline', text: 'Hel' })
        await during.vendor.left()
        const before = await trial((response) => sse(response, whole), { ask: { deadline: fastClock.now() - 1 } })
        expect(await before.ask()).toMatchObject({ kind: 'deadline', attempt: null, basis: 'zero' })
        expect([before.permits.length, before.vendor.received.length]).toEqual([0, 0])
      })
    })

    describe('giving up', () => {
      it('closes the socket within a second and counts what came', async () => {
        const { ask, aborter, vendor, elapsed } = await trial((response) => sse(response, [open, say(hello)], { end: false }), {
          quirks: { cancelBills: false },
        })
        setTimeout(() => aborter.abort(), 50)
        expect(await ask()).toMatchObject({
          kind: 'aborted',
          retryable: false,
          text: hello,
          basis: 'counted',
          usage: { input: 10, output: 8 },
        })
        await vendor.left()
        expect(elapsed()).toBeLessThan(1000)
      })

      it('costs the worst where the vendor bills cancelled calls', async () => {
        const { ask, aborter } = await trial((response) => sse(response, [open, say('Hel')], { end: false }))
        setTimeout(() => aborter.abort(), 50)
        expect(await ask()).toMatchObject({ kind: 'aborted', basis: 'worst', usage: null })
      })

      it('before the first byte sends nothing, whether before the permit or during it', async () => {
        const early = await trial((response) => sse(response, whole))
        early.aborter.abort()
        expect(await early.ask()).toMatchObject({ kind: 'aborted', attempt: null, basis: 'zero' })
        const aborter = new AbortController()
        const during = await trial((response) => sse(response, whole), {
          ask: {
            signal: aborter.signal,
            permit: async () => {
              aborter.abort()
              return { granted: true, attempt: 3 }
            },
          },
        })
        expect(await during.ask()).toMatchObject({ kind: 'aborted', attempt: 3, basis: 'zero' })
        expect([early.vendor.connections(), during.vendor.connections()]).toEqual([0, 0])
      })

      it.each(['budget', 'aborted'] as const)('without a permit (%s) sends nothing', async (kind) => {
        const { ask, vendor } = await trial((response) => sse(response, whole), { ask: { permit: async () => ({ granted: false, kind }) } })
        expect(await ask()).toMatchObject({ outcome: 'failure', kind, retryable: false, attempt: null, basis: 'zero' })
        expect(vendor.received).toHaveLength(0)
      })

      it('is what a permit that cannot be recorded comes to', async () => {
        const { ask } = await trial((response) => sse(response, whole), { ask: { permit: () => Promise.reject(new Error('disk full')) } })
        expect(await ask()).toMatchObject({ kind: 'aborted', attempt: null, basis: 'zero' })
      })
    })

    describe('a flood', () => {
      it('of words is cut a little above the cap', async () => {
        const { ask, vendor } = await trial(
          (response) => {
            sse(response, [open], { end: false })
            repeat(() => response.write(say('more and more ').repeat(200)), response)
          },
          { timeouts: patient },
        )
        const answer = await ask()
        expect(answer).toMatchObject({ outcome: 'finish', finish: 'length', basis: 'counted' })
        expect(answer.text.split(' ').length).toBeGreaterThan(200)
        expect(answer.text.split(' ').length).toBeLessThan(200 * 1.05 + 10)
        await vendor.left()
      })

      it('in one event without end is a breach of the protocol', async () => {
        const { ask, vendor } = await trial(
          (response) => {
            sse(response, [open, framing.begin], { end: false })
            repeat(() => response.write('x'.repeat(100_000)), response)
          },
          { timeouts: patient },
        )
        expect(await ask()).toMatchObject({ kind: 'protocol', reason: expect.stringContaining('event without end') })
        await vendor.left()
      })

      it('of keep-alives is a breach of the protocol', async () => {
        const { ask, vendor } = await trial(
          (response) => {
            sse(response, [open], { end: false })
            repeat(() => response.write(comment.repeat(400_000 / comment.length)), response)
          },
          { info: { reasons: true }, timeouts: patient },
        )
        expect(await ask()).toMatchObject({ kind: 'protocol' })
        await vendor.left()
      })

      it('of JSON is a breach of the protocol', async () => {
        const { ask, vendor } = await trial(
          (response) => {
            response.writeHead(200, { 'content-type': 'application/json' })
            repeat(() => response.write(' '.repeat(4_000_000)), response)
          },
          { ask: { stream: false }, timeouts: patient },
        )
        expect(await ask()).toMatchObject({ kind: 'protocol' })
        await vendor.left()
      })

      it('in an error is not waited for', async () => {
        const { ask, vendor } = await trial((response) => response.writeHead(500).write('x'.repeat(100_000)), { clock: systemClock })
        const before = performance.now()
        expect(await ask()).toMatchObject({ kind: 'server', basis: 'zero' })
        expect(performance.now() - before).toBeLessThan(900)
        await vendor.left()
      })

      it('of text in a failure is cut to 64 KiB', async () => {
        const { ask } = await trial((response) => sse(response, [open, say('ö'.repeat(40_000))]), { ask: { maxOutput: 4000 } })
        const failure = await ask()
        expect(failure.outcome).toBe('failure')
        expect(Buffer.byteLength(failure.text)).toBe(64 * 1024)
      })
    })

    describe('usage', () => {
      const long = 'word '.repeat(60)
      it.each([
        ['is absent', []],
        ['is negative', [bill(-1)]],
        ['is more than the window holds', [bill(8001)]],
        ['is below half of what was said', [bill(9)]],
      ])('that %s is counted here', async (_, events) => {
        const { ask, seen } = await trial((response) => sse(response, [open, say(long), finish('stop'), ...events, end]))
        expect(await ask()).toMatchObject({ outcome: 'finish', basis: 'counted', usage: { input: 10, output: 150 } })
        expect(seen.at(-1)?.type).toBe('usage-counted')
      })

      it('that is counted here holds the shape that was asked for, as what was reserved did', async () => {
        const { ask } = await trial((response) => sse(response, [open, say('{"argument":"Hi"}'), finish('stop'), end]), {
          ask: { expects: shape },
        })
        const letters = `${shape.name}\n${JSON.stringify(shape.schema)}`.length
        expect(await ask()).toMatchObject({ basis: 'counted', usage: { input: 10 + Math.ceil(letters / 2) } })
      })

      it('that is above the cap is believed, because it is billed', async () => {
        const { ask } = await trial((response) => sse(response, [open, say(long), finish('stop'), bill(2000), end]))
        expect(await ask()).toMatchObject({ outcome: 'finish', basis: 'vendor', usage: { ...billed, output: 2000 } })
      })

      it('that grows in every event counts once', async () => {
        const { ask } = await trial((response) =>
          sse(response, [open, say('Hel'), bill(3), say('lo'), bill(6), finish('stop'), bill(9), end]),
        )
        expect(await ask()).toMatchObject({ text: 'Hello', basis: 'vendor', usage: { ...billed, output: 9 } })
      })
    })

    it('tells a simulated model, and only that, what its turn is about', async () => {
      const { ask, vendor } = await trial((response) => sse(response, whole), {
        info: { simulated: true },
        ask: {
          about: {
            turnId: '1.0',
            seat: 'ada',
            act: 'opening',
            round: 0,
            seed: 1,
            question: 'é'.repeat(999),
            options: [],
            answer: 'open',
            side: null,
            own: null,
            heard: [],
          },
        },
      })
      await ask()
      const about = JSON.parse(decodeURIComponent(String(vendor.received[0]?.headers['x-quorum-about'])))
      expect(about).toMatchObject({ turnId: '1.0', seat: 'ada', question: 'é'.repeat(300) })
    })

    it('says of an answer that a simulator made it up, where nobody could know that', async () => {
      const simulating = (response: ServerResponse) => sse(response.setHeader('x-quorum-simulated', '1'), whole)
      expect(await (await trial(simulating)).ask()).toMatchObject({ outcome: 'finish', simulated: true })
      expect(await (await trial(simulating, { info: { simulated: true } })).ask()).not.toHaveProperty('simulated')
      expect(await (await trial((response) => sse(response, whole))).ask()).not.toHaveProperty('simulated')
    })

    it('asks for no more than the model can say', async () => {
      const { ask, vendor } = await trial((response) => sse(response, whole), { info: { maxOutput: 50 } })
      await ask()
      expect(JSON.stringify(vendor.received[0]?.body)).toMatch(/:50[,}]/)
    })

    it('answers several questions at once, each with its own answer', async () => {
      const waiting: ServerResponse[] = []
      const { ask } = await trial((response) => {
        if (waiting.push(response) < 3) return
        for (const [at, one] of waiting.entries()) sse(one, [open, say(`answer ${at + 1}`), finish('stop'), bill(9), end])
      })
      const answers: (Finish | Failure)[] = await Promise.all([ask(), ask(), ask()])
      expect(answers.map(({ text }) => text).sort()).toEqual(['answer 1', 'answer 2', 'answer 3'])
    })
  })
}

const said = (deltas: readonly { kind: string; text: string }[], kind: string): string =>
  deltas
    .filter((delta) => delta.kind === kind)
    .map(({ text }) => text)
    .join('')

const turnOfLoop = () => new Promise((resolve) => setTimeout(resolve, 10))

/** Every few milliseconds until the other side leaves or it is stopped. */
function repeat(run: () => void, response: { on(event: 'close', stop: () => void): unknown }): () => void {
  const timer = setInterval(run, 5)
  const stop = () => clearInterval(timer)
  response.on('close', stop)
  return stop
}
