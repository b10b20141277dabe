import { availableParallelism, cpus, loadavg } from 'node:os'
import { type Figures, rounded, shown } from './figures.ts'

/** One line of a table: what was measured and what it came to, in the unit that its name says. */
export type Row = { readonly what: string; readonly figures: Figures | number; readonly note?: string }

export type Report = {
  readonly name: string
  readonly says: string
  readonly rows: readonly Row[]
  /** The disk's own latency, where the store was on. */
  readonly fsyncMs?: Figures
}

/** Prints a table, or one line of JSON if the command line says `--json`. */
export function print({ name, says, rows, fsyncMs }: Report): void {
  const disk: Row[] = fsyncMs ? [{ what: "the disk's own fsync, ms", figures: fsyncMs }] : []
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ name, machine, load: loadavg()[0], rows: [...rows, ...disk] }))
    return
  }
  const cells = [...rows, ...disk].map(({ what, figures, note = '' }) => [
    what,
    typeof figures === 'number' ? rounded(figures) : shown(figures),
    note,
  ])
  const width = (column: number) => Math.max(...cells.map((row) => row[column]?.length ?? 0))
  const lines = cells.map(([what = '', figures = '', note = '']) =>
    `  ${what.padEnd(width(0))}  ${figures.padEnd(width(1))}  ${note}`.trimEnd(),
  )
  console.log([`${name}: ${says}`, `  ${machine}, load ${rounded(loadavg()[0] ?? 0)}; median (lowest-highest)`, ...lines, ''].join('\n'))
}

const machine = `${availableParallelism()} cores ${cpus()[0]?.model ?? ''}, Node ${process.versions.node}`
