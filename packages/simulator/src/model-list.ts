import type { IncomingMessage } from 'node:http'
import { personas } from './debaters/persona.ts'

const since = '2026-01-01T00:00:00Z'

/** The body of GET /v1/models, in the shape of the vendor whose headers came. */
export function modelList({ headers }: IncomingMessage): unknown {
  if (!headers['anthropic-version']) {
    const created = Date.parse(since) / 1000
    return { object: 'list', data: personas.map(({ name }) => ({ id: name, object: 'model', created, owned_by: 'simulator' })) }
  }
  const data = personas.map(({ name }) => ({ type: 'model', id: name, display_name: `${name} (simulated)`, created_at: since }))
  return { data, has_more: false, first_id: data[0]?.id, last_id: data.at(-1)?.id }
}
