import type { WriteStream } from 'node:tty'
import colours from 'picocolors'
import type { Flags } from '../flags.ts'

export type Paint = ReturnType<typeof colours.createColors>
/** What a text is set on: how wide it is and whether it takes colours. */
export type Sheet = { readonly columns: number; readonly paint: Paint }

/** Lines longer than this are hard to read. */
const widest = 100

export function sheetFor(stream: WriteStream | NodeJS.WriteStream, { color }: Pick<Flags, 'color'>, env: NodeJS.ProcessEnv): Sheet {
  const forced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== '0'
  const coloured = color && !env.NO_COLOR && (forced || (stream.isTTY && env.TERM !== 'dumb'))
  return { columns: Math.max(20, Math.min(stream.columns || 80, widest)), paint: colours.createColors(coloured) }
}

const seatColours = ['cyan', 'magenta', 'green', 'blue', 'yellow'] as const

/** A seat's name in the colour that it has throughout a debate. */
export function seatPaint(paint: Paint, seats: readonly string[], seat: string): (text: string) => string {
  const place = seats.indexOf(seat)
  const colour = seatColours[Math.max(0, place) % seatColours.length] ?? 'cyan'
  return (text) => (place < 0 ? paint.bold(text) : paint.bold(paint[colour](text)))
}
