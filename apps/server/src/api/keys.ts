import { Problem } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { Account } from '@quorum/store'
import type { FastifyInstance } from 'fastify'
import { accountOf } from '../door/accounts.ts'
import type { Door } from '../door/door.ts'
import type { KeyRecord, NewKey } from '../door/keys.ts'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { isOperator } from '../visitor.ts'

/** API keys: made, listed with what they spent, revoked. */
export function mountKeys(app: FastifyInstance, { room: { store }, now }: Floor, { keys, use }: Door): void {
  async function shown(record: KeyRecord, account: Account | undefined) {
    const { id, name, scope, tenant, createdAt, expiresAt, budgetNano, dailyNano, perMinute } = record
    return {
      id,
      name,
      scope,
      tenant,
      createdAt,
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      lastUsedAt: await use.last(id),
      budgetUsd: usd(budgetNano),
      dailyUsd: usd(dailyNano),
      perMinute,
      spentUsd: (account?.spent ?? 0) / 1e9,
      heldUsd: (account?.held ?? 0) / 1e9,
    }
  }

  mount(app, operations.createKey, async ({ body }, { request }) => {
    const { visitor } = request
    const { tenant, accounts = [] } = visitor
    if (accounts.some(({ cap }) => cap !== null))
      throw new Problem('forbidden', 'A key with a budget makes no keys, which would spend beyond it: this takes one without.')
    if (!isOperator(visitor) && body.tenant !== undefined && body.tenant !== tenant)
      throw new Problem('forbidden', `A key of tenant ${tenant} makes keys for ${tenant} only.`)
    const expiresAt = body.expiresAt === undefined ? null : Date.parse(body.expiresAt)
    if (expiresAt !== null && expiresAt <= now()) throw new Problem('bad-request', 'A key has to expire in the future.')
    const wanted: NewKey = {
      name: body.name,
      scope: body.scope ?? 'run',
      tenant: body.tenant ?? tenant,
      expiresAt,
      budgetNano: nano(body.budgetUsd),
      dailyNano: nano(body.dailyUsd),
      perMinute: body.perMinute ?? null,
    }
    const { record, text } = await keys.create(wanted, now())
    request.target = record.id
    return { ...(await shown(record, undefined)), key: text }
  })
  mount(app, operations.listKeys, async (_, { request: { visitor } }) => {
    const records = await keys.list(isOperator(visitor) ? undefined : visitor.tenant)
    const accounts = await store.ledger.accounts({ ids: records.map(({ id }) => accountOf(id)) })
    const spent = new Map(accounts.map((account) => [account.id, account]))
    return { keys: await Promise.all(records.map((record) => shown(record, spent.get(accountOf(record.id))))) }
  })
  mount(app, operations.revokeKey, async ({ params: { keyId } }, { request: { visitor }, reply }) => {
    const record = await keys.get(keyId)
    const visible = record && (isOperator(visitor) || record.tenant === visitor.tenant)
    if (!visible || !(await keys.revoke(keyId))) throw new Problem('not-found', `There is no key ${keyId}.`)
    return reply.code(204).send()
  })
}

const usd = (amount: number | null): number | null => (amount === null ? null : amount / 1e9)
const nano = (amount: number | undefined): number | null => (amount === undefined ? null : Math.round(amount * 1e9))
