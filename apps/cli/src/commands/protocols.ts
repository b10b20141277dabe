import process from 'node:process'
import type { CallRange } from '@quorum/debate'
import { type Sheet, sheetFor } from '../display/sheet.ts'
import { fitted, widthOf } from '../display/width.ts'
import { indented, wrap } from '../display/wrap.ts'
import { type Flags, outputOf } from '../flags.ts'
import { inRoom } from '../room.ts'
import { Usage } from '../usage.ts'

const panel = 3

/** `quorum protocols [NAME]`: ways to debate, when to use which, and what they cost in calls; of one everything that it can be told. */
export async function protocols(flags: Flags, name?: string): Promise<number> {
  const known = await inRoom(async ({ protocols }) => protocols)
  const newest = known.filter(({ name, version }) => known.every((other) => other.name !== name || other.version <= version))
  const all = newest.map(({ name, version, summary, options, calls }, index) => ({
    name,
    version,
    summary,
    usual: index === 0,
    options: options.parse({}) as Readonly<Record<string, unknown>>,
    calls: calls(panel, options.parse({})),
  }))
  const rows = name === undefined ? all : all.filter((row) => row.name === name)
  if (rows.length === 0) throw new Usage(`There is no protocol "${name}". Known are: ${all.map((row) => row.name).join(', ')}.`)
  const output = outputOf(flags)
  if (output === 'json') process.stdout.write(`${JSON.stringify(name === undefined ? rows : rows[0], null, 2)}\n`)
  else if (output === 'ndjson') process.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  else {
    const sheet = sheetFor(process.stdout, flags, process.env)
    process.stdout.write(`${(name === undefined ? list(rows, sheet) : rows.flatMap((row) => whole(row, sheet))).join('\n')}\n`)
  }
  return 0
}

type Row = {
  readonly name: string
  readonly summary: string
  readonly options: Readonly<Record<string, unknown>>
  readonly calls: CallRange
}

/** A line or two for each: what it is called, how many calls it makes, what it is for. */
function list(rows: readonly Row[], { columns, paint }: Sheet): string[] {
  const wide = Math.max(...rows.map(({ name }) => widthOf(name)))
  const lines = rows.flatMap(({ name, summary, calls }) => {
    const cost = `${calls.low}-${calls.high}`.padStart(5)
    const [first = '', ...rest] = wrap(summary, columns - wide - 9)
    return [`${paint.bold(fitted(name, wide))}  ${paint.dim(cost)}  ${first}`, ...indented(rest, wide + 9)]
  })
  const below = `Second column: calls with a panel of ${panel}. Options of one, and more about it: quorum protocols ${rows[0]?.name ?? 'auto'}`
  return [...lines, '', ...wrap(below, columns).map(paint.dim)]
}

/** Everything that it can be told, with what it is if nothing is said. */
function whole({ name, summary, options, calls: { low, expected, high } }: Row, { columns, paint }: Sheet): string[] {
  const set = Object.entries(options)
  return [
    paint.bold(name),
    ...indented(wrap(summary, columns - 2), 2),
    ...indented(wrap(`${low} to ${high} calls with a panel of ${panel}, mostly ${expected}`, columns - 2), 2).map(paint.dim),
    ...(set.length > 0 ? ['', 'Options, as they are if nothing is said (--protocol-option key=value):'] : []),
    ...set.flatMap(([key, value]) => indented(wrap(`${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`, columns - 2), 2)),
    '',
    `quorum "question" --protocol ${name}`,
  ]
}
