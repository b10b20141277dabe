import type { DebateRequest, Quorum } from '@quorum/quorum'
import { held } from './room.ts'

type Pace = {
  readonly seed: number
  /** Milliseconds until the first word of a call. */
  readonly latency?: number
  /** Milliseconds between its chunks; 0 = they come in one burst. */
  readonly pace?: number
}

/** A debate of three seats and three rounds. */
export const threeByThree = ({ seed, latency = 0, pace = 0 }: Pace): DebateRequest => ({
  motion: {
    question: 'Which of these is the largest planet of the solar system by mass, and how sure can one be of it?',
    options: ['Jupiter', 'Saturn', 'Neptune', 'Earth'],
  },
  panel: ['ada', 'cyd', 'dan'].map((name) => ({
    model: `sim/${name}${latency > 0 ? `+latency=${latency}` : ''}${pace > 0 ? `+pace=${pace}` : ''}`,
    name,
  })),
  protocol: { name: 'roundtable', rounds: 3 },
  seed,
})

/** The first seed whose panel neither agrees nor stands still before the third round. What is drawn does not depend on the latency. */
export async function unsettledSeed(quorum: Quorum): Promise<number> {
  for (let seed = 1; seed < 1000; seed++) {
    const { stopReason } = await held(quorum, threeByThree({ seed }))
    if (stopReason === 'rounds' && (await calls(quorum)) === 9) return seed
  }
  throw new Error('The panel always agrees: its debate never has three rounds.')
}

async function calls(quorum: Quorum): Promise<number> {
  const last = await quorum.last()
  return last === null ? 0 : (await quorum.show(last)).spend.calls
}
