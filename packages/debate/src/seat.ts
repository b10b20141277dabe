import { z } from 'zod'
import type { ModelInfo } from './model.ts'

export const role = z.enum(['debater', 'judge', 'chairman', 'clerk'])
export type Role = z.infer<typeof role>

const rates = z.object({ above: z.number(), input: z.number(), cached: z.number(), cacheWrite: z.number(), output: z.number() })
export const modelInfo: z.ZodType<ModelInfo> = z.object({
  name: z.string(),
  family: z.string(),
  window: z.number(),
  maxOutput: z.number(),
  reasons: z.boolean(),
  price: z.object({ asOf: z.string(), requestNano: z.number(), tiers: z.array(rates) }).nullable(),
  simulated: z.boolean(),
})

export const seat = z.object({
  /** Unique in the panel. Shown to people, never to models. */
  name: z.string(),
  role,
  /** `null` where a person holds the seat. */
  model: modelInfo.nullable(),
  persona: z.string().optional(),
  stance: z.string().optional(),
  weight: z.number().positive().optional(),
})

/** Someone who may be asked to speak. */
export type Seat = z.infer<typeof seat>
