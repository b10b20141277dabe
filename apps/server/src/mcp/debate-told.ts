import type { CallToolResult } from '@modelcontextprotocol/server'
import { type DebateView, status, verdict } from '@quorum/debate'
import { z } from 'zod'
import { answerOf, simulatedNote } from '../telling/answer.ts'
import { uriOf } from './resources.ts'

const text = z.string()
const { shape } = verdict

/** A debate as the tools answer it. */
export const debateOutput = z.object({
  debate_id: text,
  status: z.enum(['queued', 'running', 'paused', 'interrupted', ...status.options]),
  simulated: z.boolean().describe('True where a simulated model took part: then nothing of it is an opinion.'),
  question: text,
  answer: text.nullable().describe('The verdict; null where there is none (yet).'),
  confidence: z.object({ value: z.number(), basis: z.enum(['calibrated', 'uncalibrated']) }).nullable(),
  agreement: z.number().nullable().describe('Share of the panel that stands behind the answer, 0 to 1.'),
  votes: shape.votes.shape.after,
  dissent: shape.dissent,
  missing: shape.missing,
  stop_reason: text.nullable(),
  seats: z.array(
    z.object({
      name: text,
      role: text,
      model: text.nullable(),
      status: z.enum(['present', 'missing']),
      reason: text.optional(),
      answer: text.optional().describe('What it held last.'),
    }),
  ),
  cost_usd: z.number().nullable().describe('US dollars; null where a price is not known.'),
  resource: text.describe('The whole debate, as a resource.'),
  next: text.nullable().describe('What to do next, where something is to be done.'),
})
export type DebateOutput = z.infer<typeof debateOutput>

/** A debate as the result of a tool: Markdown to read and the same as data. One that ended without a verdict is an error with the way out. */
export function debateTold(view: DebateView): CallToolResult {
  const next = nextOf(view)
  const data = dataOf(view, next)
  return {
    content: [{ type: 'text', text: [wordsOf(view), next, footOf(view)].filter(Boolean).join('\n\n') }],
    structuredContent: data,
    ...(view.endedAt !== undefined && !view.verdict && { isError: true }),
  }
}

function dataOf(
  { id, status, simulated, motion, verdict, seats, rounds, spend, stopReason }: DebateView,
  next: string | null,
): DebateOutput {
  const held = new Map(rounds.flatMap(({ turns }) => turns.flatMap(({ seat, position }) => (position ? [[seat, position.answer]] : []))))
  return {
    debate_id: id,
    status,
    simulated,
    question: motion.question,
    answer: verdict?.answer ?? null,
    confidence: verdict?.confidence ?? null,
    agreement: verdict?.agreement ?? null,
    votes: verdict?.votes.after ?? [],
    dissent: verdict?.dissent ?? [],
    missing: verdict?.missing ?? [],
    stop_reason: verdict?.stopReason ?? stopReason ?? null,
    seats: seats.map(({ name, role, model, status: presence, reason }) => {
      const answer = held.get(name)
      return { name, role, model, status: presence, ...(reason !== undefined && { reason }), ...(answer !== undefined && { answer }) }
    }),
    cost_usd: spend.costUsd,
    resource: uriOf(id),
    next,
  }
}

function wordsOf({ verdict, ...view }: DebateView): string {
  if (verdict) return answerOf({ ...view, verdict })
  const { status, stopReason, pausedFor, simulated, rounds, seats } = view
  const turns = rounds.flatMap((round) => round.turns)
  const missing = seats.flatMap(({ name, reason }) => (reason === undefined ? [] : [`${name} (${reason})`]))
  const state = view.endedAt === undefined ? `The debate is ${status}${pausedFor ? ` (${pausedFor})` : ''}` : noVerdict(status, stopReason)
  const far = `${turns.filter((turn) => turn.status === 'said').length} of ${turns.length} turns so far`
  return [
    ...(simulated ? [`${simulatedNote}\n\n`] : []),
    `${state}${view.endedAt === undefined ? `: ${far}` : ''}.`,
    ...(missing.length > 0 ? [` Missing: ${missing.join(', ')}.`] : []),
  ].join('')
}

const noVerdict = (status: string, reason: string | undefined): string =>
  `The debate ended without a verdict (${status}${reason ? `: ${reason}` : ''})`

/** The way on from here; null where the debate has its verdict. */
function nextOf({ id, status, verdict, endedAt }: DebateView): string | null {
  if (verdict) return null
  if (endedAt !== undefined) return waysOut[status] ?? 'Its transcript says why.'
  if (status === 'paused') return `Somebody has to mend that and let it go on: \`quorum resume ${id}\`.`
  if (status === 'interrupted') return `The process that ran it is gone: ask the same again, or \`quorum resume ${id}\`, to go on with it.`
  return `It goes on by itself. Call get_debate with debate_id "${id}" and wait_seconds 45 until it has ended.`
}

const waysOut: Readonly<Record<string, string>> = {
  failed: 'No model answered. Name others in `panel`, or have the keys checked: `quorum doctor`.',
  'no-quorum': 'Too few models answered. Name others in `panel`.',
  budget: 'The budget did not reach for a verdict: raise `budget_usd`, or name cheaper models in `panel`.',
  deadline: 'Its time was over before a verdict: ask for fewer `rounds`, or have `limits.deadlineMs` raised in the configuration.',
  stopped: 'It was stopped: ask again to debate it anew.',
}

function footOf({ id, spend }: DebateView): string {
  const cost = spend.costUsd === null ? 'cost unknown' : `$${spend.costUsd.toFixed(4)}`
  return `Debate ${id}, ${spend.calls} calls, ${cost}. Transcript: ${uriOf(id)}`
}
