import { cut, fitted, widthOf } from './width.ts'

export type Column = {
  readonly title: string
  /** Gives up its room first, and gets what is left over. */
  readonly flexible?: true
  readonly right?: true
}

/** Rows in columns that fit; texts without colours. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const natural = columns.map(({ title }, at) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[at] ?? ''))))
  const fixed = columns.reduce((sum, { flexible }, at) => sum + (flexible ? 0 : (natural[at] ?? 0)), 2 * (columns.length - 1))
  const rooms = columns.map(({ flexible }, at) => (flexible ? Math.min(natural[at] ?? 0, Math.max(12, width - fixed)) : (natural[at] ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => {
        const room = rooms[at] ?? 0
        return columns[at]?.right ? cut(cell, room).padStart(room) : fitted(cell, room)
      })
      .join('  ')
      .trimEnd()
  return [line(columns.map(({ title }) => title)), ...rows.map(line)]
}
