import type { DatabaseSync } from 'node:sqlite'
import type { Answers } from '../answers.ts'
import { cursorAfter, page } from '../page.ts'
import { searchPhrases } from '../search-words.ts'
import type { CatalogueRow, Listing } from '../store.ts'
import { effect } from './effect.ts'
import { ofDebate } from './holds.ts'
import type { Parts } from './parts.ts'
import { now } from './schema.ts'
import { hasPhrase, phraseQuery } from './search.ts'

/**
 * Debates as people see them; the first parameter is the living sessions as JSON. `interrupted` is never stored: it is a running debate
 * whose owner is gone, or that was given back before its end. A paused one stays paused, whoever owns it.
 */
const shown = `
  WITH owned AS (SELECT *, coalesce(owner IN (SELECT value FROM json_each(?)), 0) AS is_owned FROM debate),
  shown AS (SELECT *, iif(status = 'running' AND NOT is_owned, 'interrupted', status) AS shown_status FROM owned)
  SELECT * FROM shown WHERE `

type Row = {
  key: number
  id: string
  tenant: string
  title: string
  tags: string
  shown_status: string
  protocol: string
  runner: CatalogueRow['runner']
  simulated: number
  spend_nano: number
  unpriced: number
  head: number
  created_at: number
  ended_at: number | null
  is_owned: number
}

/** What people browse, change and delete. */
export function catalogueIn(db: DatabaseSync, parts: Parts): Pick<Answers, 'get' | 'list' | 'patch' | 'delete'> {
  const { session, search } = parts
  const ownerOf = db.prepare('SELECT owner FROM debate WHERE id = ?')
  const one = db.prepare(`${shown} id = ?`)
  const tombstone = db.prepare('SELECT tenant FROM tombstone WHERE id = ?')
  const change = db.prepare('UPDATE debate SET title = coalesce(?, title), tags = coalesce(?, tags) WHERE id = ? RETURNING key')

  return {
    get(debateId, tenant) {
      const owner = ownerOf.get(debateId)?.owner
      const living = typeof owner === 'string' && session.lives(owner) ? [owner] : []
      const row = one.get(JSON.stringify(living), debateId) as Row | undefined
      const whose = (row ?? tombstone.get(debateId))?.tenant
      if (whose === undefined || (tenant !== undefined && tenant !== whose)) return null
      return row ? facts(row) : 'deleted'
    },
    list(listing) {
      const { where, values, limit } = narrowed(listing)
      const rows = db
        .prepare(`${shown} ${where} ORDER BY key DESC LIMIT ?`)
        .all(JSON.stringify(session.living()), ...values, limit + 1) as Row[]
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return { rows: rows.slice(0, limit).map(facts), next: last ? cursorAfter(last.key) : null }
    },
    patch(debateId, { title = null, tags }) {
      const row = change.get(title, tags ? JSON.stringify(tags) : null, debateId)
      if (row && title !== null) search.retitle(Number(row.key), title)
      return row !== undefined
    },
    delete: deletion(db, parts),
  }
}

function narrowed(listing: Listing): { readonly where: string; readonly values: readonly (string | number)[]; readonly limit: number } {
  const { before, limit } = page(listing)
  const { tenant, status, tag, q = '' } = listing
  const phrases = searchPhrases(q)
  const conditions: [string, string | number][] = [['key < ?', before]]
  if (tenant !== undefined) conditions.push(['tenant = ?', tenant])
  if (status !== undefined) conditions.push(['shown_status = ?', status])
  if (tag !== undefined) conditions.push(['? IN (SELECT value FROM json_each(tags))', tag])
  for (const phrase of phrases) conditions.push([hasPhrase, phraseQuery(phrase)])
  if (phrases.length === 0 && q.trim() !== '') conditions.push(['?', 0])
  return { where: conditions.map(([sql]) => sql).join(' AND '), values: conditions.map(([, value]) => value), limit }
}

function facts(row: Row): CatalogueRow {
  const { id, tenant, title, protocol, runner, head } = row
  return {
    id,
    tenant,
    title,
    tags: JSON.parse(row.tags) as string[],
    status: row.shown_status,
    protocol,
    runner,
    simulated: row.simulated === 1,
    spendNano: row.spend_nano,
    unpriced: row.unpriced === 1,
    head,
    createdAt: new Date(row.created_at).toISOString(),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
    owned: row.is_owned === 1,
  }
}

function deletion(db: DatabaseSync, { session, search, holds }: Parts): Answers['delete'] {
  const find = db.prepare('SELECT key, owner, spend_nano FROM debate WHERE id = ?')
  const forks = db.prepare('SELECT id FROM debate WHERE parent = ? ORDER BY key')
  const bury = effect(db, `INSERT INTO tombstone (id, tenant, deleted_at) SELECT id, tenant, ${now} FROM debate WHERE key = ?`)
  const blobs = effect(
    db,
    `
    DELETE FROM blob WHERE hash IN (SELECT hash FROM source WHERE debate = ?1)
    AND NOT EXISTS (SELECT 1 FROM source WHERE source.hash = blob.hash AND debate <> ?1)
    AND NOT EXISTS (SELECT 1 FROM document WHERE kind = 'source' AND substr(id, -length(hash)) = hash)`,
  )
  const documents = effect(db, 'DELETE FROM document WHERE debate_id = ?')
  const rows = ['source', 'entry', 'command'].map((table) => effect(db, `DELETE FROM ${table} WHERE debate = ?`))
  const debate = effect(db, 'DELETE FROM debate WHERE key = ?')

  return (debateId) => {
    const found = find.get(debateId) as (Pick<Row, 'key' | 'spend_nano'> & { owner: string | null }) | undefined
    if (!found) return 'unknown'
    if (found.owner !== null && session.lives(found.owner)) return 'owned'
    bury.run(found.key)
    documents.run(debateId)
    blobs.run(found.key)
    holds.settle(ofDebate(debateId), found.spend_nano)
    search.forget(found.key)
    for (const statement of [...rows, debate]) statement.run(found.key)
    return { deleted: true, forks: (forks.all(debateId) as { id: string }[]).map(({ id }) => id) }
  }
}
