import type { Step } from './play.ts'
import type { Frames } from './wire/format.ts'

/** Steps of an answer, as faults put them together. */
export const send = (text: string): Step => ({ do: 'send', text, content: false })
export const piece = (text: string): Step => ({ do: 'send', text, content: true })
export const wait = (ms: number): Step => ({ do: 'wait', ms })

/** An answer without any fault. */
export function* spoken(frames: Frames): Generator<Step> {
  yield send(frames.before)
  for (const text of frames.pieces()) yield piece(text)
  yield send(frames.finish + frames.usage + frames.done)
}

/** The steps, `ms` milliseconds later. */
export function* after(ms: number, steps: Iterable<Step>): Generator<Step> {
  yield wait(ms)
  yield* steps
}
