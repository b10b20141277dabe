import process from 'node:process'
import type { ConfiguredQuorum } from '@quorum/quorum'
import type { KeyRecord, Keys } from '@quorum/server'
import { usd } from '../display/figures.ts'
import { inLine } from '../display/plain.ts'
import { sheetFor } from '../display/sheet.ts'
import { table } from '../display/table.ts'
import { type Flags, outputOf } from '../flags.ts'
import { inRoom } from '../room.ts'
import { Usage } from '../usage.ts'

/** `quorum keys create NAME`: an API key for the server of these debates. Standard output gets the key, which is shown once. */
export const createKey = (flags: Flags, name: string): Promise<number> =>
  inRoom(async (quorum) => {
    const { scope = 'run', tenant = 'local', expires, budget, daily, perMinute } = flags
    const wanted = {
      name: inLine(name).slice(0, 100),
      scope,
      tenant,
      ...(expires !== undefined && { expiresAt: momentOf(expires) }),
      ...(budget !== undefined && { budgetNano: Math.round(budget * 1e9) }),
      ...(daily !== undefined && { dailyNano: Math.round(daily * 1e9) }),
      ...(perMinute !== undefined && { perMinute }),
    }
    const { record, text } = await (await keysOf(quorum)).create(wanted, Date.now())
    if (outputOf(flags) !== 'text') process.stdout.write(`${JSON.stringify({ ...shown(record), key: text })}\n`)
    else process.stdout.write(`${text}\n`)
    if (!flags.quiet)
      process.stderr.write(`Key ${record.id}, scope ${record.scope}. It is not shown again; quorum keys revoke ${record.id} ends it.\n`)
    return 0
  })

/** `quorum keys list`: what the keys may do, without the keys. */
export const listKeys = (flags: Flags): Promise<number> =>
  inRoom(async (quorum) => {
    const records = await (await keysOf(quorum)).list(flags.tenant)
    const output = outputOf(flags)
    if (output === 'json') process.stdout.write(`${JSON.stringify(records.map(shown), null, 2)}\n`)
    else if (output === 'ndjson') process.stdout.write(records.map((record) => `${JSON.stringify(shown(record))}\n`).join(''))
    else if (records.length > 0) process.stdout.write(`${asTable(records, flags).join('\n')}\n`)
    else process.stderr.write('There is no key yet: quorum keys create NAME makes one.\n')
    return 0
  })

/** `quorum keys revoke ID`: a key that nobody gets in by any more. */
export const revokeKey = (_: Flags, id: string): Promise<number> =>
  inRoom(async (quorum) => {
    if (!(await (await keysOf(quorum)).revoke(id)))
      throw new Usage(`There is no key ${inLine(id)}: quorum keys list shows those there are.`)
    process.stderr.write(`Revoked ${id}. A server that runs notices within seconds.\n`)
    return 0
  })

async function keysOf({ store }: ConfiguredQuorum): Promise<Keys> {
  const { keysIn } = await import('@quorum/server')
  return keysIn(store.documents)
}

function momentOf(text: string): number {
  const moment = Date.parse(text)
  if (moment > Date.now()) return moment
  throw new Usage(`--expires takes a day or a time to come, as 2030-01-31 or 2030-01-31T12:00:00Z, not "${text}".`)
}

function shown({ hash: _, expiresAt, budgetNano, dailyNano, ...record }: KeyRecord) {
  const dollars = (nano: number | null) => (nano === null ? null : nano / 1e9)
  const expires = expiresAt === null ? null : new Date(expiresAt).toISOString()
  return { ...record, expiresAt: expires, budgetUsd: dollars(budgetNano), dailyUsd: dollars(dailyNano) }
}

function asTable(records: readonly KeyRecord[], flags: Flags): string[] {
  const { columns, paint } = sheetFor(process.stdout, flags, process.env)
  const cells = records
    .map(shown)
    .map((key) => [
      key.id,
      key.scope,
      key.tenant,
      key.createdAt.slice(0, 10),
      key.expiresAt?.slice(0, 10) ?? 'never',
      key.budgetUsd === null ? '-' : usd(key.budgetUsd),
      inLine(key.name),
    ])
  const titles = ['ID', 'SCOPE', 'TENANT', 'MADE', 'EXPIRES', 'BUDGET']
  const [head = '', ...lines] = table(
    [...titles.map((title) => ({ title })), { title: 'NAME', flexible: true }],
    cells,
    process.stdout.isTTY ? columns : 160,
  )
  return [paint.dim(head), ...lines]
}
