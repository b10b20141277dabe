import { z } from 'zod'

const text = z.string()

/** What a debater holds. `argument` comes first because answering first commits before arguing. */
export const position = z.object({
  argument: text,
  answer: text,
  /** 0..1 as the speaker claims it; `null` where none was given. Never evidence by itself. */
  confidence: z.number().min(0).max(1).nullable(),
  abstain: z.literal(true).optional(),
  changed: z.boolean().optional(),
  /** The error in the earlier answer that made the speaker change. */
  changeReason: text.optional(),
  /** Turn ids of the arguments that moved the speaker. */
  becauseOf: z.array(text).optional(),
  /** Plain prose stood in for the expected object. */
  unstructured: z.literal(true).optional(),
})
export type Position = z.infer<typeof position>

/** Turn ids, best first; every answer shown stands in it exactly once. */
export const ranking = z.object({
  argument: text,
  order: z.array(text),
  reviews: z.array(z.object({ turnId: text, strengths: text, errors: text })),
})
export type Ranking = z.infer<typeof ranking>

/** One of the answers that were put to the vote, in the words shown. */
export const ballot = z.object({ argument: text, choice: text, confidence: z.number().min(0).max(1).nullable() })
export type Ballot = z.infer<typeof ballot>

/** What a judge says of two sides. `none` = not decided yet. */
export const judgement = z.object({
  argument: text,
  preference: z.enum(['affirmative', 'negative', 'none']),
  answer: text,
  scores: z.object({ affirmative: z.number(), negative: z.number() }),
})
export type Judgement = z.infer<typeof judgement>

/** The candidates that a judge finds in a whole transcript. */
export const candidates = z.object({ argument: text, answers: z.array(text) })
export type Candidates = z.infer<typeof candidates>

export const synthesis = z.object({
  argument: text,
  answer: text,
  confidence: z.number().min(0).max(1).nullable(),
  agreements: z.array(text),
  disagreements: z.array(text),
})
export type Synthesis = z.infer<typeof synthesis>

/** Turn ids grouped by what they say; every turn shown stands in exactly one group. */
export const match = z.object({ argument: text, groups: z.array(z.array(text)) })
export type Match = z.infer<typeof match>

export const analysis = z.object({
  argument: text,
  consensus: z.array(text),
  contradictions: z.array(text),
  partialCoverage: z.array(text),
  uniqueInsights: z.array(text),
  blindSpots: z.array(text),
})
export type Analysis = z.infer<typeof analysis>

/** Ids of the turns that the clerk's words stand for from then on, an earlier summary's among them. */
export const summary = z.object({ covers: z.array(text) })
export type Summary = z.infer<typeof summary>

/** What each act leaves behind, under the name it has in `turn-ended`. */
export type Said = {
  opening: { readonly position: Position }
  rebuttal: { readonly position: Position }
  ranking: { readonly ranking: Ranking }
  ballot: { readonly ballot: Ballot }
  ruling: { readonly ruling: Judgement }
  candidates: { readonly candidates: Candidates }
  synthesis: { readonly synthesis: Synthesis }
  match: { readonly match: Match }
  analysis: { readonly analysis: Analysis }
  /** Asked by the engine, never by a script. */
  summary: { readonly summary: Summary }
}
export type Act = keyof Said
export const act = z.enum(['opening', 'rebuttal', 'ranking', 'ballot', 'ruling', 'candidates', 'synthesis', 'match', 'analysis', 'summary'])

/** One thing asked of one seat. */
export type Plan<A extends Act = Act> = {
  readonly seat: string
  readonly act: A
  /** Ids of the turns that the speaker may read, in the order shown. Own turns are part of its memory and not listed. */
  readonly hears: readonly string[]
  /** `last`: only its own last turn and `hears` are shown (vendors' prompt caches then miss); default is the whole history. */
  readonly memory?: 'last'
  /** The side that the speaker has to defend. */
  readonly side?: { readonly name: 'affirmative' | 'negative'; readonly answer?: string }
  /** The answers that a ballot chooses among, in the order shown. */
  readonly choices?: readonly string[]
  /** How many words a summary may have. */
  readonly words?: number
}
export const plan = z.looseObject({
  seat: text,
  act,
  hears: z.array(text),
  memory: z.literal('last').optional(),
  side: z.object({ name: z.enum(['affirmative', 'negative']), answer: text.optional() }).optional(),
  choices: z.array(text).optional(),
  words: z.number().int().positive().optional(),
})

/** A turn that was spoken. `id` is `<step>.<index>`, local to the debate. */
export type Turn<A extends Act = Act> = {
  readonly id: string
  readonly seat: string
  readonly act: A
  readonly round: number
  readonly text: string
} & Said[A]
