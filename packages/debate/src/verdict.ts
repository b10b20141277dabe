import { z } from 'zod'
import { analysis, claims } from './turn.ts'

export const status = z.enum(['complete', 'degraded', 'stopped', 'budget', 'deadline', 'no-quorum', 'failed'])
/** How a debate ended. `degraded` never looks like `complete`. */
export type Status = z.infer<typeof status>

const text = z.string()
/** An answer class and the seats that share it. */
export const share = z.object({ answer: text, seats: z.array(text) })
export type Share = z.infer<typeof share>

export const verdict = z.looseObject({
  answer: text,
  confidence: z.object({
    /** 0..1. */
    value: z.number(),
    /** `uncalibrated`: the smoothed share of the panel, (s + 1) / (n + K); `calibrated`: fitted on evaluation logs. */
    basis: z.enum(['calibrated', 'uncalibrated']),
    /** What a calibrated one was learnt from: how many debates, and what they were. */
    from: z.object({ debates: z.number(), on: text }).optional(),
  }),
  /** Share of the seats planned that stand behind the answer, 0..1; absent seats count as not agreeing. */
  agreement: z.number(),
  votes: z.object({ before: z.array(share), after: z.array(share) }),
  tie: z.literal(true).optional(),
  /** Who does not share the answer, always. */
  dissent: z.array(z.object({ seat: text, answer: text, reason: text })),
  changes: z.array(z.object({ seat: text, round: z.number(), from: text, to: text, because: z.array(text), reason: text.optional() })),
  agreements: z.array(text),
  disagreements: z.array(text),
  /** Debaters without a valid position in the final tally, judges that had to be replaced, and why. */
  missing: z.array(z.object({ seat: text, reason: text })),
  analysis: analysis.omit({ argument: true }).optional(),
  /** The claims behind the answers as a graph: turn ids say who made them. */
  argumentMap: claims.omit({ argument: true }).optional(),
  /** Why the protocol stopped here, in a word or two: `unanimous`, `the first to answer agree, and are sure`, `rounds`. */
  stopReason: text,
})
export type Verdict = z.infer<typeof verdict>
