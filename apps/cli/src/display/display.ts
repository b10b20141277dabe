import type { Debate, DebateEvent } from '@quorum/debate'

/** How progress is shown while a debate runs; on standard error, so that standard output carries the answer alone. */
export type Display = {
  take(event: DebateEvent): void
  /** A line for people, beside the debate. */
  note(text: string): void
  /** Nothing is shown any more; what was printed stays. */
  close(): void
  /** What the events so far come to. */
  readonly debate: Debate
}
