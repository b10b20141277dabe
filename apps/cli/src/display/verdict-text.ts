import { type DebateView, faultIn, type Share, standInsTold, type Verdict } from '@quorum/debate'
import { type Account, whyMissing } from './account.ts'
import { agreementLabel } from './agreement.ts'
import { count, listed, percent, time, usd } from './figures.ts'
import { noticeOf } from './outcome.ts'
import { inLine, plain } from './plain.ts'
import { type Sheet, seatPaint } from './sheet.ts'
import { cut, fitted, widthOf } from './width.ts'
import { indented, wrap } from './wrap.ts'

const margin = 12

/** The outcome as people read it: the answer first, then how sure it is, who voted how, who changed and who does not share it. */
export function verdictText(account: Account, sheet: Sheet): string {
  const { view } = account
  const { verdict } = view
  const sections = [
    title(view, sheet),
    notice(account, sheet),
    ...(verdict ? body(verdict, account, sheet) : missing(account, sheet)),
    footer(view, sheet),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join('\n'))
    .join('\n\n')}\n`
}

const titles = { running: 'NO VERDICT YET', paused: 'NO VERDICT YET', interrupted: 'NO VERDICT YET', queued: 'NO VERDICT YET' } as const

function title({ simulated, verdict, status }: DebateView, { columns, paint }: Sheet): string[] {
  const words = verdict ? 'VERDICT' : status in titles ? titles[status as keyof typeof titles] : 'NO VERDICT'
  const mark = simulated ? ' SIMULATED ' : ''
  const line = '━'.repeat(Math.max(0, columns - words.length - mark.length - 4))
  return [`${paint.bold(words)} ${paint.dim(line)}${mark ? paint.yellow(paint.bold(mark)) : '━'}${paint.dim('━━')}`]
}

function notice(account: Account, { columns, paint }: Sheet): string[] {
  const found = noticeOf(account)
  if (!found) return []
  const { label, text, wayOut } = found
  const colour = account.view.verdict || account.view.endedAt === undefined ? paint.yellow : paint.red
  const [first = '', ...rest] = wrap(`${label}: ${inLine(text)}`, columns)
  return [
    colour(paint.bold(label) + first.slice(label.length)),
    ...rest.map((line) => colour(line)),
    ...(wayOut ? [`${paint.dim('to go on:')} ${wayOut}`] : []),
  ]
}

function body(verdict: Verdict, account: Account, sheet: Sheet): string[][] {
  const { columns, paint } = sheet
  const { view } = account
  const { answer, confidence, votes, agreements, disagreements, argumentMap } = verdict
  const same = JSON.stringify(votes.before) === JSON.stringify(votes.after)
  const how = confidence.basis === 'calibrated' ? 'calibrated on past debates' : 'uncalibrated: the smoothed share of the panel'
  const items = (texts: readonly string[]) => texts.flatMap((text) => bulleted(inLine(text), columns))
  return [
    wrap(plain(answer).trim(), columns).map(paint.bold),
    [
      ...row('confidence', `${percent(confidence.value)}, ${how}`, sheet),
      ...row('agreement', `${agreementLabel(verdict)}: ${shareOf(verdict, view)}`, sheet),
      ...tally(
        same
          ? [['votes', votes.after]]
          : [
              ['at first', votes.before],
              ['in the end', votes.after],
            ],
        sheet,
      ),
      ...(view.status === 'complete' || view.status === 'degraded' ? row('ended', verdict.stopReason, sheet) : []),
    ],
    section(
      'Changed their mind',
      verdict.changes.flatMap((change) => changed(change, view, sheet)),
      sheet,
    ),
    section(
      'Dissent',
      verdict.dissent.length > 0 ? verdict.dissent.flatMap((dissent) => dissenting(dissent, view, sheet)) : ['  Nobody dissents.'],
      sheet,
    ),
    section('Citations that their sources do not bear out', items(doubted(view)), sheet),
    section('Agreed', items(agreements), sheet),
    section('Disputed', items(disagreements), sheet),
    section(
      'Claims',
      items((argumentMap?.claims ?? []).map(({ id, text, survived }) => `${id} ${survived ? 'stands' : 'fell'}: ${text}`)),
      sheet,
    ),
    section('Onlookers, not counted', items(view.onlookers.map(({ by, answer }) => `${by ?? 'a person'}: ${answer}`)), sheet),
    section('Other models stood in', items(standInsTold(view.rounds.flatMap(({ turns }) => turns))), sheet),
    section(
      'Missing',
      verdict.missing.flatMap(({ seat, reason }) => bulleted(inLine(`${seat}: ${whyMissing(account, seat, reason)}`), columns)),
      sheet,
    ),
  ]
}

/** Citations that do not stand in their sources, or name none that is there. */
const doubted = ({ rounds }: DebateView): string[] =>
  rounds.flatMap(({ turns }) =>
    turns.flatMap(({ seat, citations = [] }) =>
      citations.flatMap((citation) => {
        const fault = faultIn(citation)
        return fault === null ? [] : [`${seat}: ${fault}: “${citation.sentence}”`]
      }),
    ),
  )

const section = (name: string, lines: readonly string[], { paint }: Sheet): string[] =>
  lines.length > 0 ? [paint.bold(name), ...lines] : []

function row(name: string, text: string, { columns, paint }: Sheet): string[] {
  const [first = '', ...rest] = wrap(inLine(text), columns - margin)
  return [`${paint.dim(fitted(name, margin))}${first}`, ...indented(rest, margin)]
}

function shareOf({ agreement }: Verdict, { seats }: DebateView): string {
  const asked = seats.filter(({ role, turns, status }) => role === 'debater' && (turns > 0 || status === 'missing')).length
  const behind = Math.round(agreement * asked)
  return `${behind} of ${asked} ${behind === 1 ? 'stands' : 'stand'} behind it`
}

/** Votes under their names, an answer a line with the seats that share it. */
function tally(votes: readonly (readonly [name: string, shares: readonly Share[]])[], { columns, paint }: Sheet): string[] {
  const longest = Math.max(0, ...votes.flatMap(([, shares]) => shares.map(({ answer }) => widthOf(inLine(answer)))))
  const wide = Math.min(Math.floor((columns - margin) / 2), longest)
  return votes.flatMap(([name, shares]) =>
    shares.map(({ answer, seats }, index) => {
      const who = cut(listed(seats.map(inLine)), columns - margin - wide - 2)
      return `${paint.dim(fitted(index === 0 ? name : '', margin))}${fitted(inLine(answer), wide)}  ${paint.dim(who)}`
    }),
  )
}

function changed({ seat, round, from, to, because, reason }: Verdict['changes'][number], view: DebateView, sheet: Sheet): string[] {
  const { columns, paint } = sheet
  const names = view.seats.map(({ name }) => name)
  const turns = view.rounds.flatMap((one) => one.turns)
  const movers = [...new Set(because.flatMap((id) => turns.find((turn) => turn.id === id)?.seat ?? []))]
  const where = `in round ${round}${movers.length > 0 ? `, because of ${listed(movers.map(inLine))}` : ''}`
  const room = columns - widthOf(inLine(seat)) - 4
  const half = Math.max(8, Math.floor((room - 3) / 2))
  const whole = `${inLine(from)} → ${inLine(to)}`
  const what = widthOf(whole) > room ? `${cut(inLine(from), half)} → ${cut(inLine(to), half)}` : whole
  const fits = widthOf(`${what} ${where}`) <= room
  const more = [...(fits ? [] : [where]), ...(reason ? [inLine(reason)] : [])].flatMap((text) => wrap(text, columns - 4))
  return [`  ${seatPaint(paint, names, seat)(inLine(seat))}  ${fits ? `${what} ${where}` : what}`, ...indented(more, 4)]
}

function dissenting({ seat, answer, reason }: Verdict['dissent'][number], view: DebateView, sheet: Sheet): string[] {
  const { columns, paint } = sheet
  const name = inLine(seat)
  const held = cut(inLine(answer), columns - widthOf(name) - 4)
  const names = view.seats.map((one) => one.name)
  return [`  ${seatPaint(paint, names, seat)(name)}  ${held}`, ...indented(wrap(plain(reason).trim(), columns - 4), 4)]
}

function bulleted(text: string, columns: number): string[] {
  const [first = '', ...rest] = wrap(text, columns - 4)
  return [`  - ${first}`, ...indented(rest, 4)]
}

/** Without a verdict: who is missing and why. */
function missing(account: Account, sheet: Sheet): string[][] {
  const lines = account.view.seats.flatMap(({ name, model, status, reason = '' }) =>
    status === 'missing'
      ? bulleted(
          inLine(`${name}${model && !model.endsWith(`/${name}`) ? ` (${model})` : ''}: ${whyMissing(account, name, reason)}`),
          sheet.columns,
        )
      : [],
  )
  return [section('Missing', lines, sheet)]
}

function footer({ id, spend, protocol, status, simulated }: DebateView, { columns, paint }: Sheet): string[] {
  const { input, output } = spend.tokens
  const most = spend.assumedUsd === undefined || spend.costUsd === null ? '' : 'up to '
  const cost = `${most}${usd(spend.costUsd)}${simulated && spend.costUsd !== null ? ' (simulated)' : ''}`
  const beyond = spend.overrunUsd === undefined ? [] : [`${usd(spend.overrunUsd)} billed beyond caps`]
  const facts = [cost, ...beyond, count(spend.calls, 'call'), count(input + output, 'token'), time(spend.wallMs), protocol.name, status]
  return [...wrap(facts.join(' · '), columns), `quorum show ${id}`].map((line) => paint.dim(line))
}
