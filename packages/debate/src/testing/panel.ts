import type { ModelInfo } from '../model.ts'
import type { Motion } from '../motion.ts'
import type { Price } from '../price.ts'
import type { Role, Seat } from '../seat.ts'

/** $1 per million tokens of input, $4 of output. */
export const somePrice: Price = {
  asOf: '2026-01-01',
  requestNano: 0,
  tiers: [{ above: 0, input: 1_000_000, cached: 100_000, cacheWrite: 1_250_000, output: 4_000_000 }],
}

export const someInfo: ModelInfo = {
  name: 'test/scripted',
  family: 'scripted',
  window: 100_000,
  maxOutput: 8_000,
  reasons: false,
  price: somePrice,
  simulated: false,
}

/** A seat held by a model of its own family. */
export const seatOf = (name: string, role: Role = 'debater', info: Partial<ModelInfo> = {}): Seat => ({
  name,
  role,
  model: { ...someInfo, name: `test/${name}`, family: `family-${name}`, ...info },
})

/** A seat held by a person. */
export const personAt = (name: string): Seat => ({ name, role: 'debater', model: null })

/** These debaters, the judges `joy` and `jim`, the chairman `max` and the clerk `lee`. */
export const panelOf = (...debaters: readonly (string | Seat)[]): Seat[] => [
  ...debaters.map((seat) => (typeof seat === 'string' ? seatOf(seat) : seat)),
  seatOf('joy', 'judge'),
  seatOf('jim', 'judge'),
  seatOf('max', 'chairman'),
  seatOf('lee', 'clerk'),
]

export const motionOf = (question: string, rest: Partial<Motion> = {}): Motion => ({
  question,
  answer: 'yesno',
  options: [],
  context: [],
  sources: [],
  ...rest,
})
