import { definitionOf } from '../acts/catalogue.ts'
import { type Prompt, render } from '../context/render.ts'
import type { Debate, TurnState } from '../debate.ts'
import type { Fact, RecordedEvent } from '../event.ts'
import { evolve } from '../evolve.ts'
import type { Message, Model } from '../model.ts'
import type { Protocol, Step } from '../protocol.ts'
import { outFor } from './absence.ts'
import { isPerson, spokenByPeople } from './people.ts'
import type { Ports } from './ports.ts'
import { type Admitted, admit, closingNano, freeNano, type Wanted } from './purse.ts'
import { openedFor } from './script.ts'

export type Ready = { readonly turn: TurnState; readonly model: Model; readonly prompt: Prompt; readonly inputTokens: number }

/** How a step begins: what has to be stated first and who is asked with what. */
export type Beginning = {
  readonly number: number
  readonly facts: readonly Fact[]
  readonly ready: readonly Ready[]
  readonly admitted: ReadonlyMap<string, Admitted>
  /** Nano-dollars that stay for the closing turn, whatever this step comes to. */
  readonly asideNano: number
}

/**
 * Admits a step whole or not at all. Not at all: if the protocol has a closing turn whose cost was set aside, the step is recorded with
 * everybody absent for want of money and the script is told to finish, so that it comes to that turn; else, and wherever a person is to be
 * asked for more money first, `budget`. Of a step that was begun before, what fits is asked.
 */
export function begin(debate: Debate, step: Step, protocol: Protocol, ports: Ports): Beginning | 'budget' {
  const begun = debate.steps.findIndex(({ ended }) => !ended)
  const number = begun === -1 ? debate.steps.length : begun
  const start: Fact[] = begun === -1 ? [startOf(debate, step, number)] : []
  const trial = start.reduce((before, fact) => evolve(before, { ...fact, seq: before.seq + 1 } as RecordedEvent), debate)
  const owed = (trial.steps[number]?.turns ?? []).filter(({ outcome }) => !outcome)
  const sorted = owed.map((turn) => readyOrAbsent(trial, turn, ports))
  const absent = sorted.flatMap(({ fact }) => fact ?? [])
  const ready = sorted.flatMap((one) => one.ready ?? [])

  const wanted = ready.map(({ turn, model, inputTokens }): Wanted => ({ turnId: turn.id, act: turn.plan.act, model, inputTokens }))
  const asideNano = setAside(debate, step, protocol, wanted, ports)
  const free = freeNano(debate, asideNano)
  const admitted = admit(wanted, free)
  if (admitted) return { number, facts: [...start, ...firstRead(debate, ready), ...absent], ready, admitted, asideNano }
  if (debate.limits.onBudget === 'pause') return 'budget'
  if (begun !== -1) return { number, asideNano, ...partly(absent, ready, wanted, free) }
  if (!protocol.closing || isClosing(step, protocol) || !debate.steps.some(({ turns }) => turns.some(({ outcome }) => outcome?.turn)))
    return 'budget'
  const unaffordable = owed.map((turn) => absentFact(turn, 'budget', 'its worst case does not fit into the budget'))
  const facts: Fact[] = [...start, ...unaffordable, { type: 'directed', what: 'finish' }]
  return { number, facts, ready: [], admitted: new Map(), asideNano }
}

function partly(
  absent: readonly Fact[],
  ready: readonly Ready[],
  wanted: readonly Wanted[],
  free: number,
): Pick<Beginning, 'facts' | 'ready' | 'admitted'> {
  const admitted = new Map<string, Admitted>()
  let left = free
  for (const turn of wanted) {
    const alone = admit([turn], left)?.get(turn.turnId)
    if (!alone) continue
    admitted.set(turn.turnId, alone)
    left -= alone.heldNano
  }
  const refused = ready
    .filter(({ turn }) => !admitted.has(turn.id))
    .map(({ turn }) => absentFact(turn, 'budget', 'asking again does not fit into the budget'))
  return { facts: [...absent, ...refused], ready: ready.filter(({ turn }) => admitted.has(turn.id)), admitted }
}

function startOf(debate: Debate, { plans, round }: Step, number: number): Fact {
  const heardBefore = new Set(debate.steps.flatMap(({ heard }) => heard))
  const heard = debate.spoken.filter(({ what, seq }) => what === 'interjection' && !heardBefore.has(seq)).map(({ seq }) => seq)
  return {
    type: 'step-started',
    step: number,
    round,
    plans: plans.map((plan) => ({ ...plan, hears: [...plan.hears], ...(plan.choices && { choices: [...plan.choices] }) })) as Extract<
      Fact,
      { type: 'step-started' }
    >['plans'],
    heard,
  }
}

/** The sources that these prompts are the first to carry: everybody's do but those of who only compares texts. */
function firstRead({ opened, sourcesRead }: Debate, ready: readonly Ready[]): Fact[] {
  if (ready.every(({ turn }) => definitionOf(turn.plan.act).alone)) return []
  const hashes = new Set(opened?.motion.sources.map(({ hash }) => hash))
  return [...hashes].filter((hash) => !sourcesRead.includes(hash)).map((hash) => ({ type: 'source-read', hash }))
}

/** What a turn needs before it can be asked, or why it is not; a person's turn is waited for and needs neither. */
function readyOrAbsent(debate: Debate, turn: TurnState, ports: Ports): { readonly ready?: Ready; readonly fact?: Fact } {
  const { seat: name, act } = turn.plan
  if (isPerson(debate, name))
    return spokenByPeople.has(act) ? {} : { fact: absentFact(turn, 'person', `people are not asked for a ${act}`) }
  const out = outFor(debate, name)
  if (out) return { fact: absentFact(turn, out, 'not asked again after it failed before') }
  const seat = debate.opened?.panel.find((one) => one.name === name)
  const model = seat && ports.model(seat)
  if (!model) return { fact: absentFact(turn, 'not-found', `no model can be had for ${name}`) }
  const prompt = render(debate, turn.id, ports)
  const inputTokens = debate.limits.budgetNano === null ? 0 : model.count([...prompt.messages, shapeOf(prompt)], true)
  return { ready: { turn, model, prompt, inputTokens } }
}

/** What vendors add to a prompt for the shape that they are asked for. */
function shapeOf({ asking }: Prompt): Message {
  const { name, schema } = definitionOf(asking.plan.act).expects(asking)
  return { role: 'system', content: [{ type: 'text', text: `${name}\n${JSON.stringify(schema)}` }] }
}

const absentFact = ({ id, attempts }: TurnState, kind: string, reason: string): Fact => ({
  type: 'turn-failed',
  turnId: id,
  attempt: (attempts.at(-1)?.attempt ?? 0) + 1,
  kind,
  final: true,
  reason,
  nano: 0,
  basis: 'zero',
  text: '',
})

const isClosing = ({ plans }: Step, { closing }: Protocol): boolean => plans.some(({ act }) => act === closing)

/** What has to stay for the closing turn when this step costs its worst. */
function setAside(debate: Debate, step: Step, protocol: Protocol, wanted: readonly Wanted[], ports: Ports): number {
  if (!protocol.closing || debate.limits.budgetNano === null || isClosing(step, protocol)) return 0
  const { chairmen, judges } = openedFor(debate)
  const chain = (protocol.closing === 'synthesis' ? chairmen : judges).flatMap((seat) => ports.model(seat) ?? [])
  return closingNano(protocol.closing, chain, debate, wanted)
}
