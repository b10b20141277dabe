import process from 'node:process'
import type { DebateRow } from '@quorum/quorum'
import { usd } from '../display/figures.ts'
import { inLine } from '../display/plain.ts'
import { sheetFor } from '../display/sheet.ts'
import { table } from '../display/table.ts'
import { type Flags, outputOf } from '../flags.ts'
import { inRoom } from '../room.ts'

/** `quorum list`: debates, the newest first. */
export const list = (flags: Flags): Promise<number> =>
  inRoom(async (quorum) => {
    const { search, status, tag, limit = 20 } = flags
    const { rows, next } = await quorum.list({
      limit,
      ...(search && { q: search }),
      ...(status && { status }),
      ...(typeof tag === 'string' && { tag }),
    })
    const output = outputOf(flags)
    if (output === 'json') process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
    else if (output === 'ndjson') process.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    else if (rows.length > 0) process.stdout.write(`${asTable(rows, flags).join('\n')}\n`)
    else process.stderr.write('There is no such debate yet: ask one with quorum "question", or try quorum demo.\n')
    if (output === 'text' && next) process.stderr.write(`There are more: quorum list --limit ${limit * 5}\n`)
    return 0
  })

function asTable(rows: readonly DebateRow[], flags: Flags): string[] {
  const { columns, paint } = sheetFor(process.stdout, flags, process.env)
  const cells = rows.map((row) => [
    row.id,
    when(row.createdAt),
    row.status,
    row.simulated ? 'simulated' : usd(row.costUsd),
    inLine(row.title),
  ])
  const [head = '', ...lines] = table(
    [{ title: 'ID' }, { title: 'OPENED' }, { title: 'STATUS' }, { title: 'COST' }, { title: 'QUESTION', flexible: true }],
    cells,
    process.stdout.isTTY ? columns : 160,
  )
  return [paint.dim(head), ...lines]
}

/** In local time, as short as it can be told apart: today the time, else the day. */
function when(iso: string): string {
  const date = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return date.toDateString() === new Date().toDateString() ? `today ${two(date.getHours())}:${two(date.getMinutes())}` : day
}
