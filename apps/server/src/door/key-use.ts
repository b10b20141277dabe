import type { Documents } from '@quorum/store'
import type { KeyRecord } from './keys.ts'

/** When keys were last used, to the minute. Beside the key itself, so that noting it cannot bring a revoked one back. */
export type KeyUse = {
  /** Writes it down, at most once a minute for each key. Nobody waits for that. */
  note(key: KeyRecord, now: number): void
  /** ISO 8601; null for a key that was never used. */
  last(id: string): Promise<string | null>
}

const kind = 'key-use'
const minuteMs = 60_000

export function keyUseIn(documents: Documents, report: (error: unknown) => void): KeyUse {
  const noted = new Map<string, number>()
  return {
    note({ id, tenant, expiresAt }, now) {
      if (now - (noted.get(id) ?? -minuteMs) < minuteMs) return
      if (noted.size > 10_000) noted.clear()
      noted.set(id, now)
      const text = JSON.stringify({ at: new Date(now).toISOString() })
      documents.put({ kind, id, tenant, text, ...(expiresAt !== null && { expiresAt }) }).catch(report)
    },
    async last(id) {
      const found = await documents.get(kind, id)
      return found && (JSON.parse(found.text) as { readonly at: string }).at
    },
  }
}
