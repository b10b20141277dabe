import type { DebateEvent, Recorded } from '@quorum/debate'
import { gistOf } from '../telling/gist.ts'

export type Progress = {
  /** Takes in an event; answers what it comes to in a sentence, where it is worth one. */
  hear(event: DebateEvent): string | null
  /** What is waited for just now, in a sentence. */
  waiting(): string
  /** Turns that are over. */
  readonly done: number
  /** Turns that are known to come, those that are over and the verdict included. */
  readonly total: number
}

type Plan = Recorded<'step-started'>['plans'][number]

/** How far a debate has come, from its events. */
export function progressOf(): Progress {
  const plans = new Map<string, Plan>()
  const open = new Set<string>()
  let done = 0

  const seatOf = (turnId: string): string => plans.get(turnId)?.seat ?? turnId
  const count = (): string => `${done} of ${plans.size} turns done`
  function over(turnId: string): void {
    open.delete(turnId)
    done++
  }

  return {
    hear(event) {
      switch (event.type) {
        case 'debate-opened':
          return `A panel of ${event.panel.filter(({ role }) => role === 'debater').length} debates by the protocol ${event.protocol.name}.`
        case 'step-started':
          event.plans.forEach((plan, index) => {
            plans.set(`${event.step}.${index}`, plan)
            open.add(`${event.step}.${index}`)
          })
          return `${event.round === 0 ? 'Openings' : `Round ${event.round}`}: ${speaking(event.plans)}.`
        case 'turn-ended': {
          over(event.turnId)
          const gist = gistOf(event, plans).split('\n')[0] ?? ''
          return `${seatOf(event.turnId)} has spoken${gist && gist.length <= 200 ? ` ${gist}` : ''} (${count()}).`
        }
        case 'turn-failed':
          if (!event.final) return null
          over(event.turnId)
          return `${seatOf(event.turnId)} is absent: ${event.kind} (${count()}).`
        case 'turn-interrupted':
          if (event.reason === 'crash') return null
          over(event.turnId)
          return null
        case 'debate-paused':
          return `Paused: ${event.reason}.`
        default:
          return null
      }
    },
    waiting: () => (open.size === 0 ? `Going on (${count()}).` : `Waiting for ${[...open].map(seatOf).join(', ')} (${count()}).`),
    get done() {
      return done
    },
    get total() {
      return plans.size + 1
    },
  }
}

const verbs: Readonly<Record<string, string>> = {
  opening: 'answers',
  rebuttal: 'answers again',
  ranking: 'reviews',
  ballot: 'votes',
  ruling: 'judges',
  candidates: 'gathers the answers',
  match: 'compares the answers',
  synthesis: 'concludes',
  analysis: 'lays out where the panel stands',
}

/** Who does what in a step: `ada, bob: answers`. */
function speaking(plans: readonly Plan[]): string {
  const acts = Map.groupBy(plans, ({ act }) => act)
  return [...acts].map(([act, by]) => `${by.map(({ seat }) => seat).join(', ')}: ${verbs[act] ?? 'speaks'}`).join('; ')
}
