import type { Memory } from './context/memory.ts'
import type { Fact, Recorded } from './event.ts'
import { defaultLimits, type Limits } from './limits.ts'
import type { Motion } from './motion.ts'
import { promptsVersion } from './prompts/rules.ts'
import type { Protocol } from './protocol.ts'
import type { Seat } from './seat.ts'

/** Version of the event schema; raised with a lift in `lift.ts`. */
export const schemaVersion = 2

export type Opening = {
  readonly motion: Motion
  readonly panel: readonly Seat[]
  readonly protocol: Protocol
  readonly options: unknown
  readonly limits?: Partial<Limits>
  readonly memory?: Memory
  readonly seed: number
  readonly app: string
  readonly runner: 'cli' | 'server'
  readonly parent?: Recorded<'debate-opened'>['parent']
  readonly follows?: string
  readonly assignStances?: boolean
  readonly mapClaims?: boolean
  readonly depth?: number
}

type Asked = Pick<Opening, 'motion' | 'panel' | 'limits'> & { readonly protocol?: Protocol | undefined; readonly options?: unknown }

/** What stands in the way of a debate, one sentence each with the way out; empty if nothing does. */
export function problemsOf({ motion, panel, limits, protocol, options }: Asked): string[] {
  const { budgetNano } = { ...defaultLimits, ...limits }
  const debaters = panel.filter(({ role }) => role === 'debater')
  const names = panel.map(({ name }) => name)
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  const unpriced = panel.flatMap(({ model }) => (model && !model.price ? [model.name] : []))
  const problems: string[] = []
  if (!motion.question.trim()) problems.push('The question is empty: write what the panel is to answer.')
  if (motion.answer === 'choice' && new Set(motion.options).size < 2) problems.push('A choice needs at least two different options.')
  if (debaters.length < 2) problems.push(`A debate needs at least two debaters, and this panel has ${debaters.length}: name more models.`)
  for (const name of new Set(twice)) problems.push(`Two seats are called "${name}": give each its own name.`)
  if (budgetNano !== null && unpriced.length > 0)
    problems.push(
      `A budget cannot be kept with models whose price is not known (${[...new Set(unpriced)].join(', ')}): set their price, leave them out, or set no budget.`,
    )
  return [...problems, ...[protocol?.problem?.(motion, options) ?? []].flat(), ...tooLong(motion, panel)]
}

/** Characters that a token holds at the most, roughly; what is longer than that in tokens cannot fit however it is counted. */
const charactersPerToken = 8

/** Sources whose texts are kept elsewhere already were looked at when they came in. */
function tooLong(motion: Motion, panel: readonly Seat[]): string[] {
  const characters = [motion.question, ...motion.context.map(({ text }) => text), ...motion.sources.map(({ text = '' }) => text)].reduce(
    (sum, text) => sum + text.length,
    0,
  )
  const small = panel.flatMap(({ model }) =>
    model && model.window * charactersPerToken < characters ? [`${model.name} (${model.window.toLocaleString('en')} tokens)`] : [],
  )
  if (small.length === 0) return []
  return [
    `The question and its context are too long (${characters.toLocaleString('en')} characters) for ${[...new Set(small)].join(', ')}: shorten them or choose models with a larger window.`,
  ]
}

/** The first fact of a debate. `now` in milliseconds since 1970. */
export function opening(
  { motion, panel, protocol, options, limits, memory, seed, app, runner, parent, follows, depth, assignStances, mapClaims }: Opening,
  now: number,
): Extract<Fact, { type: 'debate-opened' }> {
  const all = { ...defaultLimits, ...limits }
  const remembers = memory ?? protocol.memory?.(options)
  return {
    type: 'debate-opened',
    schema: schemaVersion,
    app,
    runner,
    motion,
    panel: [...panel],
    protocol: { name: protocol.name, version: protocol.version, options, ...(protocol.sourceHash && { sourceHash: protocol.sourceHash }) },
    prompts: promptsVersion,
    limits: all,
    ...(remembers && { memory: remembers }),
    seed,
    deadline: all.deadlineMs === null ? null : new Date(now + all.deadlineMs).toISOString(),
    ...(parent && { parent }),
    ...(follows && { follows }),
    ...(assignStances && { assignStances }),
    ...(mapClaims && { mapClaims }),
    ...(depth && { depth }),
  }
}
