import { expect } from 'vitest'
import { type Answer, openRig, type Rig, type RigOptions } from './rig.ts'

export type Headers = Record<string, string>

/** A server that asks everybody for a key, and keys for it. */
export type Keyed = Rig & {
  readonly admin: Headers
  /** Makes a key; the headers by which its holder comes. */
  key(body?: Record<string, unknown>): Promise<{ readonly id: string; readonly key: string; readonly by: Headers }>
  /** Asks as the admin, and gives the answer of a request that went well. */
  get<T = Record<string, unknown>>(path: string, by?: Headers): Promise<T>
}

export async function openKeyed({ server, ...options }: RigOptions = {}): Promise<Keyed> {
  const rig = await openRig({ ...options, server: { auth: true, ...server } })
  const admin = { authorization: `Bearer ${rig.server.adminKey}` }
  return {
    ...rig,
    admin,
    async key(body = {}) {
      const answer = await rig.ask('POST', '/api/v1/keys', { name: 'one', ...body }, admin)
      expect(answer).toMatchObject({ status: 201 })
      const made = answer.json<{ readonly id: string; readonly key: string }>()
      return { ...made, by: { authorization: `Bearer ${made.key}` } }
    },
    async get<T>(path: string, by = admin) {
      const answer = await rig.ask('GET', path, undefined, by)
      expect(answer).toMatchObject({ status: 200 })
      return answer.json<T>()
    },
  }
}

/** What a problem says of itself. */
export const codeOf = (answer: Answer): string => {
  const { status, code } = answer.json<{ readonly status: number; readonly code: string }>()
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return `${status} ${code}`
}
