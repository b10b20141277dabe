import { contents, debateRequest, motion, status, verdict } from '@quorum/debate'
import { z } from 'zod'

const text = z.string()
const whole = z.number().int().nonnegative()
const usd = z.number().nullable().describe('US dollars; null where a price is not known.')
const time = text.describe('ISO 8601, UTC.')

export const debateStatus = z.enum(['queued', 'running', 'paused', 'interrupted', ...status.options])
const tokens = z.object({ input: whole, cached: whole, output: whole, reasoning: whole })

export const seatView = z.looseObject({
  name: text,
  role: z.enum(['debater', 'judge', 'chairman', 'clerk']),
  letter: text.optional().describe('What the panel calls this debater in what it writes.'),
  model: text.nullable().describe('null: a person holds the seat.'),
  stance: text.optional().describe('What it was given to argue from.'),
  persona: text.optional(),
  status: z.enum(['present', 'missing']),
  reason: text.optional(),
  turns: whole,
  tokens,
  costUsd: usd,
})

type Shown = typeof contents
const contentShapes = Object.fromEntries(Object.entries(contents).map(([name, content]) => [name, content.optional()])) as {
  readonly [Name in keyof Shown]: z.ZodOptional<Shown[Name]>
}

export const turnView = z.looseObject({
  id: text,
  seat: text,
  act: text,
  status: z.enum(['planned', 'asked', 'said', 'absent']),
  reason: text.optional(),
  text,
  ...contentShapes,
  citations: z
    .array(
      z.object({
        source: whole.describe('1 is [S1].'),
        status: z.enum(['supported', 'unsupported', 'no-source', 'unchecked']),
        score: z.number().nullable().describe("Share of the sentence's words and numbers that stand together in the source."),
        sentence: text,
      }),
    )
    .optional()
    .describe('Sources that it names, each looked up.'),
  model: text.nullable(),
  standIn: z
    .object({
      model: text.describe('Who spoke, as provider/model.'),
      insteadOf: text.describe("The seat's own model."),
      because: text.optional().describe('The kind of its last failure; without one it was passed over.'),
      reason: text.optional().describe('What went wrong, in a sentence.'),
    })
    .optional()
    .describe("Another model than the seat's spoke: a fallback or another deployment."),
  latencyMs: z.number().nullable(),
  firstMs: z.number().nullable(),
  costUsd: usd,
  attempts: whole,
  truncated: z.literal(true).optional(),
  promptCut: z.literal(true).optional().describe('The vendor seems to have read only a part of the prompt.'),
  hidden: z
    .object({
      characters: whole.describe('Letters that leave no mark. No prompt repeats them.'),
      kinds: z.array(z.enum(['tags', 'directions', 'zero-width', 'variants', 'soft-hyphens', 'controls', 'fillers'])),
      mixed: z.array(text).describe('Words of two alphabets whose letters look alike, at most five.'),
    })
    .optional()
    .describe('Its words hold what readers do not see, or take for something else.'),
})

export const roundView = z.object({ number: whole, turns: z.array(turnView) })

/** A debate as data: the `DebateView` of the debate room, told as a schema. */
export const debate = z.looseObject({
  id: text,
  status: debateStatus,
  simulated: z.boolean().describe('True where a simulated model took part: then nothing of it is an opinion.'),
  motion,
  protocol: z.object({ name: text, version: whole, options: z.unknown() }),
  createdAt: time,
  endedAt: time.optional(),
  pausedFor: text.optional(),
  stopReason: text.optional(),
  parent: z.object({ id: text, seq: whole }).optional(),
  verdict: verdict.nullable(),
  seats: z.array(seatView),
  spend: z.looseObject({
    costUsd: usd,
    overrunUsd: z.number().optional().describe('Billed by vendors beyond their own caps.'),
    assumedUsd: z.number().optional().describe('The part that no vendor told: requests that were cut off, at the most they may have cost.'),
    calls: whole,
    tokens,
    wallMs: z.number(),
    neededUsd: z
      .object({ low: z.number(), expected: z.number(), high: z.number() })
      .optional()
      .describe('What it would have needed, where its budget ended it or keeps it waiting; with `high` it comes to its end.'),
  }),
  rounds: z.array(roundView),
  interjections: z.array(
    z.object({
      text,
      by: text.optional(),
      to: text.optional(),
      at: time,
      round: whole.nullable().describe('The first round that heard it.'),
    }),
  ),
  onlookers: z
    .array(z.object({ answer: text, by: text.optional(), turnId: text.optional(), at: time, round: whole.nullable() }))
    .describe('Votes of people who look on: shown, and never counted.'),
})
export type DebateBody = z.infer<typeof debate>

/** A debate in a list. */
export const debateRow = z.looseObject({
  id: text,
  title: text,
  tags: z.array(text),
  status: debateStatus,
  protocol: text,
  simulated: z.boolean(),
  costUsd: usd,
  createdAt: time,
  endedAt: time.nullable(),
})

const sourceText = z.strictObject({ name: text, text })
const sourceUploaded = z.strictObject({ name: text, hash: text.describe('As `POST /api/v1/sources` answered.') })

/** What a person asks for. Everything but the question has a default. */
export const startBody = debateRequest.extend({
  motion: debateRequest.shape.motion.extend({ sources: z.array(z.union([sourceText, sourceUploaded])).optional() }),
})
export type StartBody = z.input<typeof startBody>

export const patchBody = z.strictObject({ title: text.min(1).max(200).optional(), tags: z.array(text.min(1).max(50)).max(20).optional() })

export const listQuery = z.object({
  q: text.max(200).optional().describe('Words to look for in title, question and what was said.'),
  status: debateStatus.optional(),
  tag: text.optional(),
  cursor: text.optional().describe('`next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})

export const forkBody = z.strictObject({
  round: whole.describe('The last round that is kept.'),
  limits: debateRequest.shape.limits,
  panel: debateRequest.shape.panel
    .unwrap()
    .min(1)
    .optional()
    .describe('Who holds the seats from then on: by the name of a seat, or in the order of the panel.'),
  protocol: debateRequest.shape.protocol.describe('Another one, where it would have asked the same up to that round: mostly from round 0.'),
})
