import type { DebateRequest } from '@quorum/quorum'
import { z } from 'zod'

const text = z.string()

/** What the tools that open a debate take. */
export const debateInput = z.strictObject({
  question: text.min(1).max(50_000).describe('What the panel is to answer, so that it can be understood without this conversation.'),
  options: z
    .array(text.min(1))
    .min(2)
    .max(50)
    .optional()
    .describe('The answers to choose from. Left out, the panel answers in its own words.'),
  context: text.max(200_000).optional().describe('What the panel has to know to answer: facts, code, constraints. It sees nothing else.'),
  preset: text.optional().describe('How much is asked of whom: a name that `list_presets` shows.'),
  protocol: text.optional().describe('How they debate: a protocol that `list_presets` shows. Rarely needed.'),
  panel: z.array(text.min(1)).min(1).max(50).optional().describe('Models as `provider/model`, instead of the usual ones.'),
  budget_usd: z.number().positive().max(1000).optional().describe('US dollars that it may cost at the most.'),
  rounds: z.number().int().positive().max(20).optional().describe('Speaking rounds at the most.'),
})
export type DebateInput = z.infer<typeof debateInput>

/** The debate that a tool's arguments ask for. */
export function debateAsked({ question, options, context, preset, protocol, panel, budget_usd, rounds }: DebateInput): DebateRequest {
  const limits = { ...(budget_usd !== undefined && { budgetUsd: budget_usd }), ...(rounds !== undefined && { rounds }) }
  return {
    motion: { question, ...(options && { options }), ...(context && { context: [{ role: 'user', text: context }] }) },
    ...(preset !== undefined && { preset }),
    ...(protocol !== undefined && { protocol: { name: protocol } }),
    ...(panel && { panel: panel.map((model) => ({ model })) }),
    ...(Object.keys(limits).length > 0 && { limits }),
  }
}
