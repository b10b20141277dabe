import type { DatabaseSync } from 'node:sqlite'
import type { AnswersOf } from '../answers.ts'
import type { Document } from '../documents.ts'
import { cursorAfter, pageAfter } from '../page.ts'
import { effect } from './effect.ts'
import { now } from './schema.ts'

type Row = { key: number; kind: string; id: string; tenant: string; text: string; debate_id: string | null; expires_at: number | null }

const standing = `(expires_at IS NULL OR expires_at > ${now})`

/** Small records, in the order in which they were first written. */
export function documentsIn(db: DatabaseSync): AnswersOf<'documents'> {
  const find = db.prepare(`SELECT * FROM document WHERE kind = ? AND id = ? AND ${standing}`)
  const expire = effect(db, `DELETE FROM document WHERE kind = ? AND id = ? AND NOT ${standing}`)
  const remove = db.prepare(`DELETE FROM document WHERE kind = ? AND id = ? RETURNING *, ${standing} AS is_standing`)
  const tombstone = db.prepare('SELECT 1 FROM tombstone WHERE id = ?')
  const write = effect(
    db,
    `
    INSERT INTO document (kind, id, tenant, text, debate_id, expires_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id)
    DO UPDATE SET tenant = excluded.tenant, text = excluded.text, debate_id = excluded.debate_id, expires_at = excluded.expires_at`,
  )

  const get = (kind: string, id: string) => documentOf(find.get(kind, id) as Row | undefined)
  function take(kind: string, id: string): Document | null {
    const row = remove.get(kind, id) as (Row & { is_standing: number }) | undefined
    return row?.is_standing === 1 ? documentOf(row) : null
  }
  function put({ kind, id, tenant, text, debateId, expiresAt }: Document): void {
    expire.run(kind, id)
    if (debateId !== undefined && tombstone.get(debateId)) take(kind, id)
    else write.run(kind, id, tenant, text, debateId ?? null, expiresAt ?? null)
  }

  return {
    'documents.add'(document) {
      const found = get(document.kind, document.id)
      if (found) return found
      put(document)
      return null
    },
    'documents.put': put,
    'documents.get': get,
    'documents.take': take,
    'documents.list'({ kind, tenant, debateId, ...listing }) {
      const { after, limit } = pageAfter({ kind, ...listing })
      const conditions: [string, string | number][] = [
        ['kind = ?', kind],
        ['key > ?', after],
      ]
      if (tenant !== undefined) conditions.push(['tenant = ?', tenant])
      if (debateId !== undefined) conditions.push(['debate_id = ?', debateId])
      const where = [...conditions.map(([sql]) => sql), standing].join(' AND ')
      const select = db.prepare(`SELECT * FROM document WHERE ${where} ORDER BY key LIMIT ?`)
      const rows = select.all(...conditions.map(([, value]) => value), limit + 1) as Row[]
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return { documents: rows.slice(0, limit).flatMap((row) => documentOf(row) ?? []), next: last ? cursorAfter(last.key) : null }
    },
    'documents.remove': (kind, id) => take(kind, id) !== null,
  }
}

function documentOf(row: Row | undefined): Document | null {
  if (!row) return null
  const { kind, id, tenant, text, debate_id: debateId, expires_at: expiresAt } = row
  return { kind, id, tenant, text, ...(debateId !== null && { debateId }), ...(expiresAt !== null && { expiresAt }) }
}
