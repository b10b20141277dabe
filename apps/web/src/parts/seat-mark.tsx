import type { SeatView } from '@quorum/debate'
import './seat-mark.css'

/** Seats that have a colour of their own; further ones begin again, with a ring. */
const colours = 7

/** The sign of a seat: its initial in its colour, and a pen for the clerk, who is no debater with a C. `index`: its place among the debaters; null for judges and clerks, who are grey. */
export function SeatMark({ name, index, small = false }: { name: string; index: number | null; small?: boolean }) {
  const colour = index === null ? 7 : index % colours
  const ring = index !== null && index >= colours
  return (
    <span className={`seat-mark seat-${colour} ${ring ? 'seat-ring' : ''} ${small ? 'seat-small' : ''}`} aria-hidden="true">
      {name === 'clerk' && index === null ? '✎' : initial(name)}
    </span>
  )
}

/** The place of a seat among the debaters; null for everybody else. */
export function seatIndex(seats: readonly SeatView[], name: string): number | null {
  const at = seats.filter(({ role }) => role === 'debater').findIndex((seat) => seat.name === name)
  return at < 0 ? null : at
}

const initial = (name: string): string =>
  name
    .replace(/^judge /, '')
    .slice(0, 1)
    .toUpperCase() + (/\d+$/.exec(name)?.[0] ?? '')
