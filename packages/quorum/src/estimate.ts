import { Buffer } from 'node:buffer'
import { capsOf, costNano, type Motion, type Opening, type Seat, worstNano } from '@quorum/debate'
import { summariesForeseen } from './summaries-foreseen.ts'

/** At the least, mostly, at the most. */
export type Range = { readonly low: number; readonly expected: number; readonly high: number }

/** What a debate would come to if it were opened now; retries apart. */
export type Estimate = {
  readonly calls: Range
  readonly tokens: { readonly input: Range; readonly output: Range }
  /** US dollars, within the budget where there is one; null where a price is not known. */
  readonly costUsd: Range | null
  /** Models of the panel whose price is not known. */
  readonly unpriced: readonly string[]
}

/** What speakers are taken to say and to read, in tokens. */
type Guess = {
  /** A byte of the motion; letters of other scripts are several bytes and few tokens. */
  readonly byte: number
  /** Rules, instruction and shape. */
  readonly rules: number
  /** Answers in a prompt of somebody who speaks after `spoken` answers of a panel of `debaters`. */
  heard(spoken: number, debaters: number): number
  answer(seat: Seat): number
  /** What others read of an answer. */
  readonly told: number
}
const guesses: { readonly [Case in keyof Range]: Guess } = {
  low: { byte: 1 / 6, rules: 150, heard: () => 0, answer: () => 20, told: 0 },
  expected: {
    byte: 1 / 4,
    rules: 450,
    heard: (spoken, debaters) => Math.min(spoken, 2 * debaters),
    answer: ({ model }) => (model?.reasons ? 1250 : 250),
    told: 250,
  },
  // No act is given more than a synthesis.
  high: {
    byte: 1 / 2,
    rules: 1500,
    heard: (spoken) => spoken,
    answer: ({ model }) => (model ? capsOf('synthesis', { info: model }).cap : 0),
    told: 2000,
  },
}

type Call = { readonly input: number; readonly output: number; readonly nano: number }

/** What of a debate tells its cost. */
export type Foreseen = Pick<Opening, 'motion' | 'panel' | 'protocol' | 'options' | 'limits'> & {
  readonly memory?: Opening['memory'] | undefined
  readonly assignStances?: boolean | undefined
  readonly mapClaims?: boolean | undefined
}

/**
 * What a debate would come to, from the calls that its protocol foretells. Openings are taken to be spoken by the debaters, whatever comes
 * after by anybody of the panel: by the cheapest at the least, by the dearest at the most. Pure.
 */
export function estimated(opening: Foreseen): Estimate {
  const { motion, panel, protocol, options, limits, assignStances = false, mapClaims = false } = opening
  const debaters = panel.filter(({ role }) => role === 'debater')
  const around = Number(assignStances) + Number(mapClaims)
  const foretold = protocol.calls(debaters.length, options, limits?.rounds)
  const withSummaries = (when: 'expected' | 'high') => {
    const { byte, rules, told } = guesses[when]
    const amount = { calls: foretold[when], motion: Math.ceil(bytesOf(motion) * byte) + rules, told }
    return foretold[when] + summariesForeseen(opening, amount) + around
  }
  const calls = { low: foretold.low + around, expected: withSummaries('expected'), high: withSummaries('high') }
  const sums = { low: sumOf('low'), expected: sumOf('expected'), high: sumOf('high') }
  const range = (of: (sum: Call) => number): Range => ({ low: of(sums.low), expected: of(sums.expected), high: of(sums.high) })
  const unpriced = [...new Set(panel.flatMap(({ model }) => (model && !model.price ? [model.name] : [])))]
  const budget = limits?.budgetNano ?? Number.POSITIVE_INFINITY

  function sumOf(when: keyof Range): Call {
    const guess = guesses[when]
    const ofMotion = Math.ceil(bytesOf(motion) * guess.byte) + guess.rules
    const sorted = debaters.toSorted((one, other) => callOf(one, ofMotion, when).nano - callOf(other, ofMotion, when).nano)
    const openers = when === 'high' ? sorted.reverse() : sorted
    return Array.from({ length: calls[when] }, (_, spoken) => {
      const opener = openers[spoken]
      if (opener) return callOf(opener, ofMotion, when)
      const input = ofMotion + guess.heard(spoken, debaters.length) * guess.told
      return between(
        panel.map((seat) => callOf(seat, input, when)),
        when,
      )
    }).reduce(added, { input: 0, output: 0, nano: 0 })
  }

  return {
    calls,
    tokens: { input: range(({ input }) => input), output: range(({ output }) => output) },
    costUsd: unpriced.length > 0 ? null : range(({ nano }) => Math.min(nano, budget) / 1e9),
    unpriced,
  }
}

function callOf(seat: Seat, input: number, when: keyof Range): Call {
  const output = guesses[when].answer(seat)
  const price = seat.model?.price
  if (!price) return { input, output, nano: 0 }
  const usage = { input, cached: 0, cacheWrite: 0, output, reasoning: 0 }
  return { input, output, nano: when === 'high' ? worstNano(price, input, output) : costNano(price, usage) }
}

/** One for all: the least, the mean or the most of each. */
function between(calls: readonly Call[], when: keyof Range): Call {
  const of = (pick: (call: Call) => number) => {
    const values = calls.map(pick)
    if (when === 'expected') return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length)
    return when === 'low' ? Math.min(...values) : Math.max(...values)
  }
  return { input: of(({ input }) => input), output: of(({ output }) => output), nano: of(({ nano }) => nano) }
}

const added = (one: Call, other: Call): Call => ({
  input: one.input + other.input,
  output: one.output + other.output,
  nano: one.nano + other.nano,
})

function bytesOf({ question, options, context, sources }: Motion): number {
  const texts = [question, ...options, ...context.map(({ text }) => text)]
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) + sources.reduce((sum, { bytes }) => sum + bytes, 0)
}
