import { type Limits, type Motion, type Opening, type Protocol, problemsOf } from '@quorum/debate'
import type { Catalogue } from '@quorum/models'
import { panelOf } from './panel.ts'
import { type PlainIssue, plainIssues } from './plain-issues.ts'
import { Problem } from './problem.ts'
import type { DebateRequest } from './request.ts'
import { sourceOf } from './sources.ts'

type Known = {
  readonly models: Catalogue
  readonly protocols: readonly Protocol[]
  readonly seed: number
  readonly app: string
  readonly runner: 'cli' | 'server'
}

/** Everything that a request leaves open, decided; throws a `Problem` that says what to change where it cannot be held. */
export function prepare(request: DebateRequest, { models, protocols, seed, app, runner }: Known): Opening {
  const { protocol, options } = protocolOf(request.protocol, protocols)
  const opening: Opening = {
    motion: motionOf(request.motion),
    panel: panelOf(request, models),
    protocol,
    options,
    limits: limitsOf(request.limits),
    ...(request.memory && { memory: request.memory }),
    seed: request.seed ?? seed,
    app,
    runner,
    ...(request.follows && { follows: request.follows }),
    ...(request.assignStances && { assignStances: true }),
    ...(request.mapClaims && { mapClaims: true }),
  }
  holdable(opening)
  return opening
}

/** Throws a `Problem` that says what stands in the way of a debate, if anything does. */
export function holdable(opening: Opening): void {
  const problems = problemsOf(opening)
  if (problems.length > 0) throw new Problem('bad-request', problems.join('\n'))
}

/** A protocol by name with its options checked. */
export function protocolOf(asked: DebateRequest['protocol'], protocols: readonly Protocol[]): { protocol: Protocol; options: unknown } {
  const { name = protocols[0]?.name, ...given } = asked ?? {}
  const found = protocols.findLast((one) => one.name === name)
  if (!found)
    throw new Problem(
      'unknown-protocol',
      `There is no protocol "${name}". Known are: ${[...new Set(protocols.map((one) => one.name))].join(', ')}.`,
    )
  const read = found.options.safeParse(given)
  if (read.success) {
    refuseUnknown(found.name, Object.keys(given), Object.keys(read.data ?? {}))
    return { protocol: found, options: read.data }
  }
  throw new Problem(
    'bad-request',
    plainIssues(read.error.issues)
      .map((issue) => wrongOption(found, issue, given))
      .join('\n'),
  )
}

/** What an option must be, what it was, and what it is if nothing is said. */
function wrongOption({ name, options }: Protocol, { path, message }: PlainIssue, given: Readonly<Record<string, unknown>>): string {
  const [option = ''] = path.split('.')
  const usual = options.safeParse({})
  const said = JSON.stringify(valueAt(given, path))
  const example = usual.success ? asWritten(valueAt(usual.data, option)) : ''
  return [
    `The option ${path} of ${name} ${message}`,
    said && said.length < longest ? `, not ${said}` : '',
    example && example.length < longest ? `; for example ${option}=${example}` : '',
    '.',
  ].join('')
}

/** Characters of a value that is still told. */
const longest = 100
const asWritten = (value: unknown): string => (typeof value === 'string' ? value : value === null ? '' : (JSON.stringify(value) ?? ''))

const valueAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce(
      (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string, unknown>>)[key] : undefined),
      value,
    )

/** An option that a protocol does not have would be dropped without a word. */
function refuseUnknown(name: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter((option) => !known.includes(option))
  if (unknown.length === 0) return
  const choice = known.length > 0 ? `It has ${known.join(', ')}` : 'It has none'
  throw new Problem('bad-request', `The protocol ${name} has no option ${unknown.join(', ')}. ${choice}.`)
}

function motionOf({ question, answer, options = [], context = [], sources = [] }: DebateRequest['motion']): Motion {
  if (answer !== undefined && answer !== 'choice' && options.length > 0)
    throw new Problem('bad-request', `Options are given, so the answer is a choice; it cannot be ${answer}, too.`)
  return {
    question: question.trim(),
    answer: answer ?? (options.length > 0 ? 'choice' : 'open'),
    options: options.map((option) => option.trim()),
    context,
    sources: sources.map(sourceOf),
  }
}

const nano = (usd: number): number => Math.round(usd * 1e9)

/** Dollars become nano-dollars; a budget warns at four fifths unless told otherwise. */
export function limitsOf({ budgetUsd, warnUsd, confirmUsd, ...limits }: NonNullable<DebateRequest['limits']> = {}): Partial<Limits> {
  const warn = warnUsd ?? (budgetUsd === undefined ? undefined : budgetUsd * 0.8)
  const given = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)) as Partial<Limits>
  return {
    ...given,
    ...(budgetUsd !== undefined && { budgetNano: nano(budgetUsd) }),
    ...(warn !== undefined && { warnNano: nano(warn) }),
    ...(confirmUsd !== undefined && { confirmNano: nano(confirmUsd) }),
  }
}
