import { z } from 'zod'

const text = z.string()
const usd = z.number().nullable().describe('US dollars; null where a price is not known.')
const range = z.object({ low: z.number(), expected: z.number(), high: z.number() })

export const model = z.looseObject({
  name: text.describe('`provider/model`.'),
  provider: text,
  family: text,
  window: z.number(),
  maxOutput: z.number(),
  inputUsdPerMillion: usd,
  outputUsdPerMillion: usd,
  simulated: z.boolean(),
})
export const protocol = z.looseObject({
  name: text,
  version: z.number().int(),
  summary: text,
  options: z.unknown().describe('JSON schema.'),
})
export const preset = z.looseObject({ name: text, summary: text, request: z.looseObject({}).describe('The fields that it sets.') })

export const estimate = z.looseObject({
  calls: range,
  tokens: z.object({ input: range, output: range }),
  costUsd: range.nullable().describe('null where a price is not known.'),
  unpriced: z.array(text),
})

export const stats = z.looseObject({
  since: text.nullable(),
  debates: z.number().int(),
  models: z.array(
    z.looseObject({
      model: text,
      debates: z.number().int(),
      calls: z.number().int(),
      failures: z.number().int(),
      tokens: z.object({ input: z.number(), cached: z.number(), output: z.number(), reasoning: z.number() }),
      costUsd: usd,
      latencyMs: z.object({ median: z.number().nullable(), p95: z.number().nullable() }),
      firstMs: z.object({ median: z.number().nullable(), p95: z.number().nullable() }),
      wins: z.number().int().describe('Debates whose verdict was its answer.'),
      flips: z.number().int().describe('Turns in which it changed its answer.'),
    }),
  ),
})
export const statsQuery = z.object({ since: z.iso.datetime().optional() })
