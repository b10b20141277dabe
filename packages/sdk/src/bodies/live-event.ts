import type { LiveEvent } from '@quorum/debate'
import { z } from 'zod'

const text = z.string()
const whole = z.number().int().nonnegative()

const live = <T extends string, Shape extends z.ZodRawShape>(type: T, shape: Shape) =>
  z.looseObject({ v: whole, at: text.describe('ISO 8601, UTC.'), debateId: text, type: z.literal(type), ...shape })

const spoken = {
  turnId: text,
  attempt: z.number().int().positive(),
  epoch: whole,
  offset: whole.describe('Where `text` goes, in UTF-16 units.'),
  kind: z.enum(['text', 'reasoning']),
  text,
}

/** What a stream adds to the recorded events while a debate runs; it has no seq and is never stored. */
export const liveEvent = z.discriminatedUnion('type', [
  live('turn-delta', spoken),
  live('turn-snapshot', spoken),
  live('seat-state', {
    seat: text,
    turnId: text,
    state: z.enum(['queued', 'asked', 'thinking', 'speaking', 'retrying', 'done', 'absent']),
    reason: text.exactOptional(),
  }),
  live('spend', { spentNano: z.number(), reservedNano: z.number(), calls: whole, unpriced: z.boolean() }),
]) satisfies z.ZodType<LiveEvent>

/** What a stream says of itself, in between. It is no event of the debate. */
export const streamNote = z.discriminatedUnion('type', [
  z
    .looseObject({ v: whole, type: z.literal('reset'), debateId: text, head: whole })
    .describe('The seq that was asked for is none of this log: everything comes from the first event.'),
  z.looseObject({ v: whole, type: z.literal('debate-gone'), debateId: text, at: text }).describe('The debate was deleted.'),
])
