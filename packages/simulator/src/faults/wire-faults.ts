import type { Answer } from '../answer.ts'
import type { Behaviour } from '../behaviour.ts'
import type { Step } from '../play.ts'
import { piece, send, spoken, wait } from '../score.ts'
import type { Frames } from '../wire/format.ts'
import { framingFaults } from './framing-faults.ts'

/** The answer is right and is sent wrongly, or not at all. */
export type WireFault = {
  readonly kind: 'wire'
  readonly name: string
  readonly does: string
  readonly change?: (answer: Answer) => Answer
  /** `whole` is the answer as one JSON document, whatever framing was asked for. */
  steps(frames: Frames, behaviour: Behaviour, whole: () => string): Iterable<Step>
}

const fault = (name: string, does: string, steps: WireFault['steps']): WireFault => ({ kind: 'wire', name, does, steps })
const start = (type: string): Step => ({ do: 'start', type })
const hang: Step = { do: 'hang' }
const cut: Step = { do: 'cut' }
const reset: Step = { do: 'reset' }

const page = '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>'
const beat = 100
const block = 65_536

/** The opening and the first pieces: as many as `at` says, or half of them. */
function* begun(frames: Frames, at: number | null): Generator<Step> {
  yield send(frames.before)
  let left = at ?? Math.floor(frames.count / 2)
  for (const text of frames.pieces()) {
    if (left-- <= 0) return
    yield piece(text)
  }
}

/** The whole answer with something done before piece `at`, which is left out where `lost`. */
function* disturbed(frames: Frames, at: number | null, step: Step, lost: boolean): Generator<Step> {
  yield send(frames.before)
  let before = Math.min(at ?? frames.count, Math.floor(frames.count / 2))
  for (const text of frames.pieces()) {
    const here = before-- === 0
    if (here) yield step
    if (!(here && lost)) yield piece(text)
  }
  yield send(frames.finish + frames.usage + frames.done)
}

function* repeated(text: string, bytes: number): Generator<Step> {
  for (let left = bytes; left > 0; left -= text.length) yield send(left < text.length ? text.slice(0, left) : text)
}

export const wireFaults: readonly WireFault[] = [
  fault('reset', 'connection reset before the headers', () => [reset]),
  fault('silent', 'no headers, ever', () => [hang]),
  fault('headers-only', 'headers, then nothing', ({ type }) => [start(type), hang]),
  fault('slow-first', 'headers at once, the first text after `wait` (10 s)', (frames, { wait: ms }) => [
    start(frames.type),
    wait(ms ?? 10_000),
    ...spoken(frames),
  ]),
  fault('cut', 'connection closed after `at` chunks', function* (frames, { at }) {
    yield* begun(frames, at)
    yield cut
  }),
  fault('reset-mid', 'connection reset after `at` chunks', function* (frames, { at }) {
    yield* begun(frames, at)
    yield reset
  }),
  fault('end-mid', 'clean end after `at` chunks, without finish or terminator', (frames, { at }) => begun(frames, at)),
  fault('stall', 'nothing more after `at` chunks, or for `wait`', (frames, { at, wait: ms }) =>
    disturbed(frames, at, ms === null ? hang : wait(ms), false),
  ),
  fault('keep-alive', 'only comments or pings, for ever', function* (frames, { pace }) {
    yield start(frames.type)
    for (;;) {
      yield send(frames.keepAlive)
      yield wait(pace || beat)
    }
  }),
  fault('malformed', 'a broken event before chunk `at`, no text lost', (frames, { at }) =>
    disturbed(frames, at, send(frames.malformed), false),
  ),
  fault('malformed-lost', 'chunk `at` is a broken event', (frames, { at }) => disturbed(frames, at, send(frames.malformed), true)),
  fault('error-first', 'an error as the first event of a 200', ({ error }) => [send(error)]),
  fault('error-mid', 'an error event after `at` chunks', function* (frames, { at }) {
    yield* begun(frames, at)
    yield send(frames.error)
  }),
  fault('no-finish', 'a terminator without a finish reason', function* (frames) {
    yield* begun(frames, frames.count)
    yield send(frames.done)
  }),
  fault('no-done', 'everything but the terminator, clean end', function* (frames) {
    yield* begun(frames, frames.count)
    yield send(frames.finish + frames.usage)
  }),
  fault('no-done-open', 'everything but usage and terminator, the connection stays open', function* (frames) {
    yield* begun(frames, frames.count)
    yield send(frames.finish)
    yield hang
  }),
  fault('cut-after-finish', 'connection closed after the finish reason', function* (frames) {
    yield* begun(frames, frames.count)
    yield send(frames.finish)
    yield cut
  }),
  fault('empty', '200 with an empty body', () => []),
  fault('html', '200 with a page of HTML', () => [start('text/html; charset=utf-8'), send(page)]),
  fault('json', 'one JSON answer where a stream was asked for', (_frames, _behaviour, whole) => [start('application/json'), send(whole())]),
  fault('endless', 'text without end', function* (frames) {
    yield send(frames.before)
    for (;;) for (const text of frames.pieces()) yield piece(text)
  }),
  fault('giant', 'one event of `bytes` (16 MiB)', function* (frames, { bytes }) {
    yield send(frames.before)
    yield piece(frames.piece('a'.repeat(bytes ?? 16 * 1024 * 1024)))
    yield send(frames.finish + frames.usage + frames.done)
  }),
  fault('no-newline', 'one line of `bytes` (64 MiB) without an end', (_frames, { bytes }) =>
    repeated(`data: ${'a'.repeat(block)}`, bytes ?? 1024 * block),
  ),
  ...framingFaults.map(
    ({ reframe, events, ...rest }): WireFault => ({
      ...rest,
      kind: 'wire',
      steps: (frames) => (events && !frames.type.includes('event-stream') ? spoken(frames) : reframe(spoken(frames))),
    }),
  ),
]
