import type { Debate } from '../debate.ts'
import type { Fact, RecordedEvent } from '../event.ts'
import { evolve } from '../evolve.ts'

/** The debate as it would be if these facts were stated next. */
export const supposed = (debate: Debate, facts: readonly Fact[]): Debate =>
  facts.reduce((before, fact) => evolve(before, { ...fact, seq: before.seq + 1 } as RecordedEvent), debate)
