import type { Asking } from '../acts/act.ts'
import { definitionOf } from '../acts/catalogue.ts'
import { type Debate, type StepState, spokenTurn, type TurnState, turnOf } from '../debate.ts'
import { letters, optionIds } from '../letters.ts'
import type { Message, Part } from '../model.ts'
import type { Motion } from '../motion.ts'
import { rules } from '../prompts/rules.ts'
import type { Turn } from '../turn.ts'
import { escaped, fenced } from './quoted.ts'

/** A secret function of the debate: `q-` and 16 hex digits for a label, unknown to anyone before that label exists. */
export type Fence = (label: string) => string

/** What one turn is asked with. */
export type Prompt = { readonly messages: readonly Message[]; readonly asking: Asking }

/**
 * The prompt of a planned turn: a pure function of the log and the fence. What a speaker was shown once is shown again in the same words
 * and the same place, so that prompt n + 1 is prompt n, the speaker's answer, and one new block; vendors' prompt caches then hit.
 * Throws if the turn was never planned.
 */
export function render(debate: Debate, turnId: string, fence: Fence): Prompt {
  const { opened } = debate
  const turn = turnOf(debate, turnId)
  if (!opened || !turn) throw new Error(`turn ${turnId} was never planned`)
  const panel = letters(debate)
  const ask = askingOf(debate, fence, panel)
  const seat = opened.panel.find(({ name }) => name === turn.plan.seat)
  const letter = panel.get(turn.plan.seat)

  const system: Part[] = [{ type: 'text', text: preamble(opened.motion, fence), cache: true }]
  const self = [
    letter && `You are Panelist ${letter}.`,
    seat?.stance && `Your stance: ${escaped(seat.stance)}`,
    seat?.persona && `You speak as: ${escaped(seat.persona)}`,
  ]
  if (self.some(Boolean)) system.push({ type: 'text', text: self.filter(Boolean).join('\n') })

  const shown = new Set<string>()
  const history = turn.plan.memory === 'last' ? lastOf(debate, turn) : earlierOf(debate, turn)
  const past = history.flatMap(({ step, said, state }): Message[] => [
    user(block(step, state, debate, fence, panel, shown), definitionOf(said.act).instruction(ask(state))),
    {
      role: 'assistant',
      content: [{ type: 'text', text: definitionOf(said.act).recalled(said, (id) => letterOfTurn(debate, panel, id)) }],
    },
  ])
  const step = stepOf(debate, turnId)
  const asking = ask(turn)
  const now = user(block(step, turn, debate, fence, panel, shown), definitionOf(turn.plan.act).instruction(asking), true)
  return { messages: [{ role: 'system', content: system }, ...past, now], asking }
}

type Earlier = { readonly step: StepState; readonly state: TurnState; readonly said: Turn }

/** Where the speaker spoke before. Steps that it missed are told with the next one that it did not. */
const earlierOf = (debate: Debate, turn: TurnState): Earlier[] =>
  debate.steps.flatMap((step) =>
    step.turns.flatMap((state) => {
      const said = state.plan.seat === turn.plan.seat && state.id !== turn.id ? state.outcome?.turn : undefined
      return said && precedes(state.id, turn.id) ? [{ step, state, said }] : []
    }),
  )

const lastOf = (debate: Debate, turn: TurnState): Earlier[] => earlierOf(debate, turn).slice(-1)

const precedes = (one: string, other: string): boolean => Number.parseInt(one, 10) < Number.parseInt(other, 10)

function stepOf(debate: Debate, turnId: string): StepState {
  const step = debate.steps[Number.parseInt(turnId, 10)]
  if (!step) throw new Error(`turn ${turnId} has no step`)
  return step
}

function preamble(motion: Motion, fence: Fence): string {
  const context = motion.context.map(({ role, text }, index) =>
    fenced(fence(`context ${index}`), role === 'user' ? 'earlier, the person asked' : 'earlier, the answer was', text),
  )
  const sources = motion.sources.map(({ name, text }, index) => fenced(fence(`source ${index}`), `[S${index + 1}] ${escaped(name)}`, text))
  const options =
    motion.options.length > 0 ? [`The answers to choose from:\n${motion.options.map((option) => `- ${escaped(option)}`).join('\n')}`] : []
  return [rules, ...context, ...sources, `The question:\n${fenced(fence('motion'), 'question', motion.question)}`, ...options].join('\n\n')
}

/** What a speaker hears before it is asked: people's words, then turns that it has not been shown yet, in the order planned. */
function block(
  step: StepState,
  { plan }: TurnState,
  debate: Debate,
  fence: Fence,
  panel: ReadonlyMap<string, string>,
  shown: Set<string>,
): string {
  const words = debate.spoken
    .filter(({ seq, what, to }) => step.heard.includes(seq) && what === 'interjection' && (to === undefined || to === plan.seat))
    .map(({ seq, text }) => fenced(fence(`person ${seq}`), 'a person in the room says', text))
  const turns = plan.hears.flatMap((id) => {
    const turn = shown.has(id) ? undefined : spokenTurn(debate, id)
    shown.add(id)
    return turn
      ? [
          fenced(
            fence(id),
            labelOf(turn, panel),
            wordsOf(turn, (heard) => letterOfTurn(debate, panel, heard)),
          ),
        ]
      : []
  })
  return [...words, ...turns].join('\n\n')
}

function labelOf(turn: Turn, panel: ReadonlyMap<string, string>): string {
  const letter = panel.get(turn.seat)
  return `${letter ? `Panelist ${letter}` : turn.act === 'synthesis' ? 'the chairman' : 'the clerk'}, ${turn.act}`
}

/** A turn as others read it: the answer and the argument. Confidence and counts stay out, so that nobody follows a crowd. */
function wordsOf(turn: Turn, letterOf: (turnId: string) => string): string {
  if ('position' in turn) {
    const { answer, argument, abstain } = turn.position
    return abstain ? `(abstains) ${argument}` : answer === argument ? argument : `Answer: ${answer}\n${argument}`
  }
  if ('ranking' in turn) {
    const { argument, order, reviews } = turn.ranking
    const lines = reviews.map(
      ({ turnId, strengths, errors }) => `- Panelist ${letterOf(turnId)}: strengths: ${strengths} Errors: ${errors}`,
    )
    return [`Ranked, best first: ${order.map(letterOf).join(', ')}`, argument, ...lines].join('\n')
  }
  if ('analysis' in turn) {
    const { argument, ...lists } = turn.analysis
    return [argument, ...Object.entries(lists).map(([name, points]) => `${name}: ${points.join(' | ') || 'none'}`)].join('\n')
  }
  if ('synthesis' in turn) return `Answer: ${turn.synthesis.answer}\n${turn.synthesis.argument}`
  return turn.text
}

const letterOfTurn = (debate: Debate, panel: ReadonlyMap<string, string>, id: string): string =>
  panel.get(turnOf(debate, id)?.plan.seat ?? '') ?? '?'

/** Asking for a turn needs nothing but the log, so it is the same when the prompt is rendered again. */
const askingOf =
  (debate: Debate, fence: Fence, panel: ReadonlyMap<string, string>) =>
  ({ id, plan }: TurnState): Asking => {
    const opened = debate.opened
    if (!opened) throw new Error('the debate was never opened')
    return {
      turnId: id,
      plan,
      motion: opened.motion,
      heard: plan.hears.flatMap((turnId) => spokenTurn(debate, turnId) ?? []),
      letterOf: (seat) => panel.get(seat) ?? '?',
      ids: (count) => optionIds(opened.seed, id, count),
      fence,
    }
  }

/** The last message of a prompt marks the end of what later prompts repeat. */
function user(heard: string, instruction: string, last = false): Message {
  const parts: Part[] = heard ? [{ type: 'text', text: `${heard}\n\n` }] : []
  parts.push({ type: 'text', text: instruction, ...(last && { cache: true as const }) })
  return { role: 'user', content: parts }
}
