import type { DebateEvent, Recorded } from '@quorum/debate'
import { simulatedNote } from './answer.ts'
import { gistOf, type Planned } from './gist.ts'

type Started = Recorded<'debate-opened'>
/** One who has something to say: all of it once `over`, else what came so far. */
type Speech = { readonly turnId: string; attempt: number; text: string; told: number; over: string | null }

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
}

/**
 * A debate as text that grows. Hand it the events of one debate in order, recorded and live ones; it answers what there is to add, `''` where
 * there is nothing. Turns are spoken at the same time and told one after the other: who has the floor is told word by word, the others
 * are told once it is free, those who have finished first. Nothing told is taken back: a turn that is said anew is told anew.
 */
export function deliberation(): (event: DebateEvent) => string {
  const panel = new Map<string, Started['panel'][number]>()
  const plans = new Map<string, Planned>()
  const speeches = new Map<string, Speech>()
  let floor: Speech | null = null
  let round: number | null = null

  function heading(turnId: string): string {
    const plan = plans.get(turnId)
    const model = panel.get(plan?.seat ?? '')?.model?.name
    return `**${plan?.seat ?? turnId}**${model ? ` (${model})` : ''} ${titles[plan?.act ?? ''] ?? 'speaks'}:\n\n`
  }

  function speechOf(turnId: string, attempt: number): Speech {
    const known = speeches.get(turnId) ?? { turnId, attempt, text: '', told: 0, over: null }
    speeches.set(turnId, known)
    return known
  }

  /** Everything that can be told now. */
  function tell(): string {
    let text = ''
    for (;;) {
      if (!floor) {
        floor = next()
        if (!floor) return text
        text += heading(floor.turnId)
      }
      text += floor.text.slice(floor.told)
      floor.told = floor.text.length
      if (floor.over === null) return text
      text += `${floor.text && floor.over ? '\n\n' : ''}${floor.over}\n\n`
      speeches.delete(floor.turnId)
      floor = null
    }
  }

  function next(): Speech | null {
    const waiting = [...speeches.values()]
    return waiting.find(({ over }) => over !== null) ?? waiting.find(({ text }) => text !== '') ?? null
  }

  function spoken(turnId: string, attempt: number, offset: number, text: string): string {
    if (plans.get(turnId)?.act === 'match') return ''
    const speech = speechOf(turnId, attempt)
    if (attempt < speech.attempt) return ''
    const before = attempt === speech.attempt ? speech.text : ''
    return replaced(speech, attempt, before.slice(0, offset) + text)
  }

  /** Goes on with what is told already where the text begins with that, and else begins anew. */
  function replaced(speech: Speech, attempt: number, text: string): string {
    const goesOn = text.startsWith(speech.text.slice(0, speech.told))
    const anew = goesOn ? '' : `\n\n*(again)*\n\n`
    if (!goesOn) speech.told = 0
    speech.attempt = attempt
    speech.text = text
    return anew + tell()
  }

  function over(turnId: string, attempt: number, text: string | null, gist: string): string {
    const speech = speechOf(turnId, attempt)
    speech.over = gist
    return text === null ? tell() : replaced(speech, attempt, text)
  }

  /** What is said from outside, also while somebody has the floor. */
  const aside = (text: string): string =>
    floor ? `\n\n${text}\n\n**${plans.get(floor.turnId)?.seat ?? floor.turnId}** goes on:\n\n` : `${text}\n\n`

  return function hear(event) {
    switch (event.type) {
      case 'debate-opened':
        for (const seat of event.panel) panel.set(seat.name, seat)
        return openingWords(event)
      case 'step-started': {
        event.plans.forEach((plan, index) => {
          plans.set(`${event.step}.${index}`, plan)
        })
        const title = event.round === round ? '' : `### ${event.round === 0 ? 'Openings' : `Round ${event.round}`}\n\n`
        round = event.round
        return title
      }
      case 'turn-delta':
      case 'turn-snapshot':
        return event.kind === 'text' ? spoken(event.turnId, event.attempt, event.offset, event.text) : ''
      case 'turn-ended':
        return over(event.turnId, event.attempt, plans.get(event.turnId)?.act === 'match' ? '' : event.text, gistOf(event, plans))
      case 'turn-failed':
        return event.final ? over(event.turnId, event.attempt, null, `*(absent: ${event.kind})*`) : ''
      case 'turn-interrupted':
        return event.reason === 'crash' ? '' : over(event.turnId, event.attempt, null, `*(${interruptions[event.reason]})*`)
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

const interruptions = { decided: 'cut short, because the outcome was decided', stopped: 'stopped' } as const

function openingWords({ panel, protocol }: Started): string {
  const debaters = panel.filter(({ role }) => role === 'debater')
  const simulated = panel.some(({ model }) => model?.simulated)
  const who = debaters.map(({ name, model }) => `${name} (${model?.name ?? 'a person'})`).join(', ')
  return `${simulated ? `${simulatedNote}\n\n` : ''}A panel of ${debaters.length} by the protocol ${protocol.name}: ${who}.\n\n`
}
