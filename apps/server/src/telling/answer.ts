import type { DebateView, Share, Verdict } from '@quorum/debate'

export type Judged = Pick<DebateView, 'simulated' | 'status' | 'seats'> & { readonly verdict: Verdict }

/** That nothing of this is an opinion; for the head of whatever is said of a simulated debate. */
export const simulatedNote = '**Simulated**: no model was asked, and everything here was made up by a simulator.'

/** A verdict as Markdown: the answer, then in few lines how sure it is, who voted how, who does not share it and who is missing. */
export function answerOf({ verdict, simulated, status, seats }: Judged): string {
  const { answer, dissent, missing } = verdict
  return [
    ...(simulated ? [simulatedNote] : []),
    answer.trim(),
    '---',
    [
      `**Confidence** ${percent(verdict.confidence.value)} (${verdict.confidence.basis}), ${agreementOf(verdict, seats)}${notes(verdict, status)}`,
      ...(closed(verdict) ? [`**Votes** ${verdict.votes.after.map(shareOf).join('; ')}`] : []),
      ...(dissent.length > 0 ? [`**Dissent** ${dissent.map(dissenting).join(' ')}`] : []),
      ...(missing.length > 0 ? [`**Missing** ${missing.map(({ seat, reason }) => `${seat} (${reason})`).join(', ')}`] : []),
    ].join('\n\n'),
  ].join('\n\n')
}

/** How many of those asked stand behind it. */
function agreementOf({ agreement }: Verdict, seats: DebateView['seats']): string {
  const asked = seats.filter(({ role, turns, status }) => role === 'debater' && (turns > 0 || status === 'missing')).length
  return `shared by ${Math.round(agreement * asked)} of ${asked}`
}

function notes({ tie, stopReason }: Verdict, status: string): string {
  const early = status === 'complete' || status === 'degraded' ? '' : ` The debate ended early (${status}): this is the verdict so far.`
  return `${tie ? ', after a tie' : ''}.${early || (stopReason === '' ? '' : ` ${capital(stopReason)}.`)}`
}

/** Whether the answers that were voted for are short enough to stand in a line. */
const closed = ({ votes }: Verdict): boolean => votes.after.every(({ answer }) => answer.length <= 80 && !answer.includes('\n'))
const shareOf = ({ answer, seats }: Share): string => `${answer}: ${seats.length} (${seats.join(', ')})`
const dissenting = ({ seat, answer, reason }: Verdict['dissent'][number]): string =>
  `${seat} holds ${short(answer)}${reason ? `: ${short(reason)}` : ''}`.replace(/[.!?…]?$/, (end) => end || '.')

const percent = (share: number): string => `${Math.round(share * 100)} %`
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const longest = 200
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, line.lastIndexOf(' ', longest) + 1 || longest).trimEnd()} …`
}
