import { Problem } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import type { Door } from '../door/door.ts'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'

/** What whoever asks may do: so that a program knows before it is refused. */
export function mountOwnKey(app: FastifyInstance, { room: { store } }: Floor, { keys, perKey }: Door): void {
  mount(app, operations.getOwnKey, async (_, { request: { visitor } }) => {
    const { keyId, scope, tenant, accounts: paying = [] } = visitor
    const record = keyId === null ? null : await keys.get(keyId)
    if (scope === 'none' || (keyId !== null && !record)) throw new Problem('unauthorized', 'This key was revoked.')
    const known = new Map((await store.ledger.accounts({ ids: paying.map(({ account }) => account) })).map((one) => [one.id, one]))
    const accounts = paying.map(({ account, cap, title = 'an account' }) => {
      const { spent, held } = known.get(account) ?? { spent: 0, held: 0 }
      return {
        title,
        capUsd: usd(cap),
        spentUsd: spent / 1e9,
        heldUsd: held / 1e9,
        leftUsd: usd(cap === null ? null : Math.max(0, cap - spent - held)),
      }
    })
    const left = accounts.flatMap(({ leftUsd }) => (leftUsd === null ? [] : [leftUsd]))
    return {
      id: keyId,
      name: record?.name ?? null,
      scope,
      tenant,
      expiresAt: record?.expiresAt ? new Date(record.expiresAt).toISOString() : null,
      perMinute: record && (record.perMinute ?? perKey),
      leftUsd: left.length > 0 ? Math.min(...left) : null,
      accounts,
    }
  })
}

const usd = (nano: number | null): number | null => (nano === null ? null : nano / 1e9)
