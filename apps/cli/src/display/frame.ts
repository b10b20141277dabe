import type { Debate } from '@quorum/debate'
import { clock, count, money } from './figures.ts'
import { inLine, plain } from './plain.ts'
import { type Paint, type Sheet, seatPaint } from './sheet.ts'
import type { Onstage, SeatState, Stage } from './stage.ts'
import { cut, fitted, widthOf } from './width.ts'
import { wrap } from './wrap.ts'

const signs: Readonly<Record<SeatState, string>> = {
  waiting: '·',
  queued: '○',
  asked: '○',
  thinking: '◌',
  speaking: '●',
  retrying: '↻',
  done: '✓',
  absent: '✗',
}
/** Characters of a token, for a speed that people can compare. */
const tokenLength = 4
const tailLines = 2

/** The lines that change while a debate runs: one a seat, the last words of one of them, and where it stands. `now` in ms since 1970. */
export function frame(stage: Stage, { columns, paint, rows, now, hint }: Sheet & { rows: number; now: number; hint: string }): string[] {
  const { opened } = stage.debate
  if (!opened) return []
  const all = opened.panel.map(({ name }) => name)
  const shown = opened.panel.filter(({ name, role }) => role === 'debater' || active(stage.seats.get(name))).map(({ name }) => name)
  const room = Math.max(1, rows - tailLines - 4)
  const wide = Math.min(24, Math.floor(columns / 3), Math.max(...shown.map((name) => widthOf(inLine(name)))))
  const lines = shown.slice(0, room).map((name) => {
    const seat = stage.seats.get(name)
    const colour = seatPaint(paint, all, name)
    return seatLine(colour(fitted(inLine(name), wide)), seat, {
      columns: columns - wide - 4,
      paint,
      now,
      nano: spentBy(stage.debate, name),
      held: heldBy(stage.debate, name),
    })
  })
  const more = shown.length > room ? [paint.dim(`  and ${shown.length - room} more`)] : []
  return [
    '',
    ...lines.map((line) => `  ${line}`),
    ...more,
    ...tail(stage, { columns, paint }),
    footer(stage, { columns, paint, now, hint }),
  ]
}

/** Nano-dollars of a seat's attempts that are over. */
const spentBy = (debate: Debate, seat: string): number =>
  debate.steps
    .flatMap(({ turns }) => turns.flatMap(({ plan, attempts }) => (plan.seat === seat ? attempts : [])))
    .reduce((sum, { closed }) => sum + (closed?.nano ?? 0), 0)

const active = (seat: Onstage | undefined): boolean => seat !== undefined && seat.state !== 'waiting'

type SeatLine = Sheet & { now: number; nano: number; held: string | null }

function seatLine(name: string, seat: Onstage | undefined, { columns, paint, now, nano, held }: SeatLine): string {
  const { state, text, speaksSince, reason = '' }: Omit<Onstage, 'turnId'> = seat ?? { state: 'waiting', text: '', speaksSince: null }
  const seconds = speaksSince === null ? 0 : (now - speaksSince) / 1000
  const speed = state === 'speaking' && seconds > 0.3 ? `${Math.round(text.length / tokenLength / seconds)} tok/s` : ''
  const cost = nano > 0 ? money(nano) : ''
  const rests = state === 'done' || state === 'waiting'
  const told = rests && held !== null ? held : reason && !rests ? `${state}: ${inLine(reason)}` : state
  const figures = columns < 40 ? ` ${cost}` : ` ${speed.padStart(9)} ${cost.padStart(9)}`
  const words = fitted(told, Math.max(9, Math.min(30, columns - 22))) + figures
  return `${name}  ${tint(paint, state)(cut(`${signs[state]} ${words}`.trimEnd(), columns))}`
}

/** The answer that a seat holds, where it is short enough to be named; null before it has one. */
function heldBy({ opened, steps }: Debate, seat: string): string | null {
  if (opened?.motion.answer === 'open') return null
  const turns = steps.flatMap((step) => step.turns.flatMap(({ plan, outcome }) => (plan.seat === seat ? (outcome?.turn ?? []) : [])))
  const last = turns.findLast((turn) => 'position' in turn)
  return last && 'position' in last ? inLine(last.position.answer) : null
}

function tint(paint: Paint, state: SeatState): (text: string) => string {
  if (state === 'speaking') return String
  if (state === 'absent') return paint.red
  return state === 'retrying' ? paint.yellow : paint.dim
}

/** The last words of whoever has been speaking the longest, so that the eye can stay with one. */
function tail({ seats }: Stage, { columns, paint }: Sheet): string[] {
  const [first] = [...seats.values()]
    .filter(({ state, text }) => state === 'speaking' && text)
    .toSorted((one, other) => (one.speaksSince ?? 0) - (other.speaksSince ?? 0) || one.turnId.localeCompare(other.turnId))
  const words = first
    ? wrap(
        plain(first.text.slice(-tailLines * columns * 2))
          .replace(/\s+/g, ' ')
          .trimStart(),
        columns - 6,
      ).slice(-tailLines)
    : []
  return ['', ...Array.from({ length: tailLines }, (_, index) => paint.dim(words[index] ? `  ┊ ${words[index]}` : '  ┊'))]
}

function footer({ debate }: Stage, { columns, paint, now, hint }: Sheet & { now: number; hint: string }): string {
  const { opened, spend, limits, paused, steps } = debate
  const round = steps.at(-1)?.round ?? 0
  const cost = `${spend.unpriced ? 'at least ' : ''}${money(spend.nano)}${limits.budgetNano === null ? '' : ` of ${money(limits.budgetNano)}`}`
  const parts = [`round ${round}`, count(spend.calls, 'call'), cost, clock(now - Date.parse(opened?.at ?? ''))]
  const simulated = debate.simulated ? ['simulated'] : []
  const line = [...(paused ? [`paused: ${paused.reason}`] : []), ...simulated, ...parts].join(' · ')
  const whole = widthOf(line) + widthOf(hint) + 7 <= columns ? `${line}   ${hint}` : line
  return (paused ? paint.yellow : paint.dim)(`  ${cut(whole, columns - 2)}`)
}
