import type { AnswerClass } from './answer-classes.ts'

/** A figure, or why there is none. */
export type Measure = { readonly value: number; readonly reason?: never } | { readonly value: null; readonly reason: string }

/** Share of the panel (`panel` seats planned, the absent among them) in the largest class, 0..1. */
export function agreementShare(classes: readonly AnswerClass[], panel: number): Measure {
  if (panel <= 0) return { value: null, reason: 'the panel is empty' }
  const largest = Math.max(...classes.map(({ members }) => members.length), 0)
  return largest > 0 ? { value: largest / panel } : { value: null, reason: 'nobody gave a valid answer' }
}

/**
 * 1 - H / ln n over the n answers in classes, H their Shannon entropy: 1 where all say the same, 0 where no two do. Unlike the share it
 * tells two even camps from one camp and many strays. The absent do not count.
 */
export function entropyAgreement(classes: readonly AnswerClass[]): Measure {
  const sizes = classes.map(({ members }) => members.length).filter((size) => size > 0)
  const n = sizes.reduce((sum, size) => sum + size, 0)
  if (n === 0) return { value: null, reason: 'nobody gave a valid answer' }
  if (n === 1) return { value: null, reason: 'one answer alone agrees with nothing' }
  const entropy = sizes.reduce((sum, size) => sum - (size / n) * Math.log(size / n), 0)
  return { value: 1 - entropy / Math.log(n) }
}
