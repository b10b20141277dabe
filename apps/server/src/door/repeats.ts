import { Problem } from '@quorum/quorum'
import type { Documents } from '@quorum/store'
import type { FastifyRequest } from 'fastify'
import { sha256 } from './api-key.ts'

/** A request under an `Idempotency-Key`. */
export type Repeat = {
  /** The id of the debate, command or record that it makes: the same for every request under the key. */
  readonly id: string
  /** It was made before. */
  readonly again: boolean
  /** What was answered then, as JSON; null where the answer is made again. */
  readonly answer: string | null
  /** Keeps an answer, where making it again would tell of another time. */
  keep(answer: string): Promise<void>
}

/** Finds out what a request repeats; null for one without the header. */
export type Repeats = (request: FastifyRequest) => Promise<Repeat | null>

type Kept = { readonly id: string; readonly request: string; readonly answer: string | null }

const kind = 'idempotency'
const keptMs = 86_400_000

/**
 * Requests by tenant, route and `Idempotency-Key`, for a day. The record is on disk with the id of what the request makes before anything
 * is made: so a repeat, be it at once or after a crash in between, makes the same thing, of which there is one.
 */
export function repeatsIn(documents: Documents, now: () => number): Repeats {
  return async (request) => {
    const key = keyOf(request)
    if (key === null) return null
    const { tenant } = request.visitor
    const [path = ''] = request.url.split('?')
    const document = { kind, id: sha256(JSON.stringify([tenant, request.method, path, key])), tenant, expiresAt: now() + keptMs }
    const mine: Kept = { id: request.quorum.newId(), request: sha256(JSON.stringify([request.query, request.body ?? null])), answer: null }
    const before = await documents.add({ ...document, text: JSON.stringify(mine) })
    const kept = before ? (JSON.parse(before.text) as Kept) : mine
    if (kept.request !== mine.request)
      throw new Problem('idempotency-mismatch', 'This Idempotency-Key was used here with another body: take a new key for a new request.')
    return {
      id: kept.id,
      again: before !== null,
      answer: kept.answer,
      keep: (answer) => documents.put({ ...document, text: JSON.stringify({ ...kept, answer }) }),
    }
  }
}

function keyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new Problem('bad-request', 'An Idempotency-Key is 1 to 255 visible ASCII characters, without blanks.')
}
