import type { DebateEvent, Recorded } from '@quorum/debate'
import { simulatedNote } from './answer.ts'
import { gistOf, type Planned } from './gist.ts'
import { podium } from './podium.ts'

type Opened = Recorded<'debate-opened'>

const titles: Readonly<Record<string, string>> = {
  opening: 'answers',
  rebuttal: 'answers again',
  ranking: 'reviews',
  ballot: 'votes',
  ruling: 'judges',
  candidates: 'gathers the answers',
  synthesis: 'concludes',
  match: 'compares the answers',
  analysis: 'lays out where the panel stands',
  summary: 'sums up',
}

/**
 * A debate as text that grows. Hand it the events of one debate in order, recorded and live ones; it answers what there is to add, `''` where
 * there is nothing. Turns are spoken at the same time and told one after the other, word by word: see `podium.ts`.
 */
export function deliberation(): (event: DebateEvent) => string {
  const models = new Map<string, string | undefined>()
  const plans = new Map<string, Planned>()
  let round: number | null = null
  const { speak, end, speaker } = podium((turnId) => {
    const model = models.get(nameOf(turnId))
    return `**${nameOf(turnId)}**${model ? ` (${model})` : ''} ${titles[plans.get(turnId)?.act ?? ''] ?? 'speaks'}:\n\n`
  })
  const nameOf = (turnId: string): string => plans.get(turnId)?.seat ?? turnId
  /** A clerk's comparison has no words worth reading, only an outcome; made again in the other order, it is told once. */
  const isCounting = (turnId: string): boolean => plans.get(turnId)?.act === 'match'

  /** What is said from outside, also while somebody has the floor. */
  function aside(text: string): string {
    const turnId = speaker()
    return turnId === null ? `${text}\n\n` : `\n\n${text}\n\n**${nameOf(turnId)}** goes on:\n\n`
  }

  function begin({ step, round: number, plans: planned }: Recorded<'step-started'>): string {
    planned.forEach((plan, index) => {
      plans.set(`${step}.${index}`, plan)
    })
    const title = number === round ? '' : `### ${number === 0 ? 'Openings' : `Round ${number}`}\n\n`
    round = number
    return title
  }

  function ended(event: Recorded<'turn-ended'>): string {
    const { turnId, attempt, text } = event
    if (!isCounting(turnId)) return end(turnId, attempt, text, gistOf(event, plans))
    return isCounting(turnBefore(turnId)) ? '' : end(turnId, attempt, null, gistOf(event, plans))
  }

  return function hear(event) {
    switch (event.type) {
      case 'debate-opened':
        for (const { name, model } of event.panel) models.set(name, model?.name)
        return openingWords(event)
      case 'step-started':
        return begin(event)
      case 'turn-delta':
      case 'turn-snapshot':
        return event.kind === 'text' && !isCounting(event.turnId) ? speak(event.turnId, event.attempt, event.offset, event.text) : ''
      case 'turn-ended':
        return ended(event)
      case 'turn-failed':
        return event.final ? end(event.turnId, event.attempt, null, `*(absent: ${event.kind})*`) : ''
      case 'turn-interrupted':
        return event.reason === 'crash' ? '' : end(event.turnId, event.attempt, null, `*(${interruptions[event.reason]})*`)
      case 'human-spoke':
        return aside(`**${event.by ?? 'A person'}**${event.to ? ` to ${event.to}` : ''}: ${event.text}`)
      case 'debate-paused':
        return aside(`*(paused: ${event.reason})*`)
      case 'debate-resumed':
        return event.cause === 'person' ? aside('*(resumed)*') : ''
      default:
        return ''
    }
  }
}

/** The id of the turn that was planned just before another one of its step. */
const turnBefore = (turnId: string): string => turnId.replace(/\d+$/, (index) => String(Number(index) - 1))

const interruptions = { decided: 'cut short, because the outcome was decided', stopped: 'stopped' } as const

function openingWords({ panel, protocol }: Opened): string {
  const debaters = panel.filter(({ role }) => role === 'debater')
  const simulated = panel.some(({ model }) => model?.simulated)
  const who = debaters.map(({ name, model }) => `${name} (${model?.name ?? 'a person'})`).join(', ')
  return `${simulated ? `${simulatedNote}\n\n` : ''}A panel of ${debaters.length} by the protocol ${protocol.name}: ${who}.\n\n`
}
