import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Account, Hold } from '../ledger.ts'
import type { Store } from '../store.ts'
import { after, claimed, debate, ending, opened, type Trial } from './grounds.ts'

const hold = (account: string, grant: number, cap: number | null = 1000): Hold => ({ account, cap, grant })
const extend = { id: 'more', at: '', type: 'extend', budgetUsd: 1 } as const
const spent = (nano: number, status = 'complete') => ({ catalogue: { status, spendNano: nano } })

/** What an account comes to; one never held on has neither spent nor held. */
async function account(store: Store, id: string): Promise<Omit<Account, 'id'>> {
  const [found] = await store.ledger.accounts({ ids: [id] })
  const { cap = null, spent = 0, held = 0 } = found ?? {}
  return { cap, spent, held }
}

export function ledgerContract(trial: () => Trial): void {
  it('holds for a debate when it opens, and closes the hold at what was spent when it ends', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { holds: [hold('user', 300, null), hold('key', 300)] })
    expect(await account(other, 'key')).toEqual({ cap: 1000, spent: 0, held: 300 })
    expect(await account(other, 'user')).toEqual({ cap: null, spent: 0, held: 300 })
    await store.append(after(claim, spent(120, 'running')))
    expect(await account(other, 'key')).toMatchObject({ spent: 0, held: 300 })
    const last = ending(claim, { head: 2, ...spent(170) })
    expect(await store.append(last)).toBe('written')
    expect(await store.append(last)).toBe('written')
    for (const id of ['key', 'user']) expect(await account(other, id)).toMatchObject({ spent: 170, held: 0 })
    await other.delete('a')
    for (const id of ['key', 'user']) expect(await account(other, id)).toMatchObject({ spent: 170, held: 0 })
  })

  it('closes a hold at what earlier appends said where the last one says nothing', async () => {
    const { store } = trial()
    const claim = await opened(store, 'a', { holds: [hold('key', 300)] })
    await store.append(after(claim, spent(90, 'running')))
    await store.append(ending(claim, { head: 2 }))
    expect(await account(store, 'key')).toMatchObject({ spent: 90, held: 0 })
  })

  it('opens nothing that an account has no room for, and says which one by id', async () => {
    const { store, other } = trial()
    await opened(store, 'a', { holds: [hold('b', 700), hold('c', 700)] })
    expect(await other.open(debate('x', { holds: [hold('c', 301), hold('b', 301), hold('a', 301)] }))).toEqual({ over: 'b' })
    expect(await other.get('x')).toBeNull()
    expect(await account(other, 'a')).toMatchObject({ held: 0 })
    expect(await other.open(debate('x', { holds: [hold('new', 11, 10)] }))).toEqual({ over: 'new' })
    expect(await other.open(debate('x', { holds: [hold('b', 300), hold('c', 300)] }))).toMatchObject({ epoch: 1 })
    expect(await account(store, 'c')).toMatchObject({ held: 1000 })
    expect(await store.open(debate('y', { holds: [hold('b', 1)] }))).toEqual({ over: 'b' })
    expect(await store.open(debate('y', { holds: [hold('b', 1, 2000)] }))).toMatchObject({ epoch: 1 })
  })

  it('holds nothing for an id that is taken', async () => {
    const { store, other } = trial()
    await opened(store, 'a', { holds: [hold('key', 300)] })
    expect(await other.open(debate('a', { holds: [hold('key', 300)] }))).toBe('exists')
    expect(await other.open(debate('a', { holds: [hold('key', 3000)] }))).toBe('exists')
    expect(await account(store, 'key')).toMatchObject({ held: 300 })
  })

  it('holds for a debate from the moment that it is queued', async () => {
    const { store, other } = trial()
    expect(await store.open(debate('a', { queued: true, holds: [hold('key', 300)] }))).toBe('queued')
    expect(await account(store, 'key')).toMatchObject({ held: 300 })
    await other.append(ending(await claimed(other, 'a'), spent(40)))
    expect(await account(store, 'key')).toMatchObject({ spent: 40, held: 0 })
    await store.open(debate('b', { queued: true, holds: [hold('key', 300)] }))
    await other.delete('b')
    expect(await account(store, 'key')).toMatchObject({ spent: 40, held: 0 })
  })

  it('holds more with the command that extends, once, or takes neither', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { holds: [hold('key', 300)] })
    expect(await other.send('a', extend, [hold('key', 701), hold('user', 701)])).toEqual({ over: 'key' })
    expect(await store.inbox()).toEqual([])
    expect(await account(store, 'user')).toMatchObject({ held: 0 })
    expect(await other.send('a', extend, [hold('key', 200)])).toBe('accepted')
    expect(await other.send('a', extend, [hold('key', 200)])).toBe('accepted')
    expect(await store.inbox()).toHaveLength(1)
    expect(await account(store, 'key')).toMatchObject({ held: 500 })
    await store.append(ending(claim, spent(450)))
    expect(await account(store, 'key')).toMatchObject({ spent: 450, held: 0 })
    expect(await other.send('a', { ...extend, id: 'late' }, [hold('key', 1)])).toBe('ended')
    expect(await account(store, 'key')).toMatchObject({ spent: 450, held: 0 })
  })

  it('lets no account with a cap pay more than was set aside on it, whoever else extends', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { holds: [hold('key', 300, 300), hold('all', 300, null)] })
    const more = [hold('friend', 200, 200), hold('all', 200, null)]
    expect(await other.send('a', extend, more)).toBe('accepted')
    await store.append(ending(claim, spent(450)))
    expect(await account(store, 'key')).toMatchObject({ spent: 300, held: 0 })
    expect(await account(store, 'friend')).toMatchObject({ spent: 200, held: 0 })
    expect(await account(store, 'all')).toMatchObject({ spent: 450, held: 0 })
  })

  it('closes the hold of a debate that is deleted before its end, at what was spent so far', async () => {
    const { grounds, store, other } = trial()
    const claim = await opened(store, 'a', { holds: [hold('key', 300)] })
    await store.append(after(claim, spent(70, 'paused')))
    expect(await other.delete('a')).toBe('owned')
    expect(await account(store, 'key')).toMatchObject({ held: 300 })
    await store.release('a', claim.epoch)
    await other.delete('a')
    expect(await account(store, 'key')).toMatchObject({ spent: 70, held: 0 })
    await grounds.abandon(debate('b', { holds: [hold('key', 100)] }))
    expect(await account(store, 'key')).toMatchObject({ spent: 70, held: 100 })
    await other.delete('b')
    expect(await account(store, 'key')).toMatchObject({ spent: 70, held: 0 })
  })

  it('holds for a call by its name, and settles it once', async () => {
    const { store, other } = trial()
    expect(await store.ledger.hold('call', [hold('key', 600), hold('user', 600)])).toBe('held')
    expect(await store.ledger.hold('call', [hold('key', 600)])).toBe('held')
    expect(await other.ledger.hold('another', [hold('key', 401)])).toEqual({ over: 'key' })
    await opened(store, 'call', { holds: [hold('key', 100)] })
    expect(await account(other, 'key')).toMatchObject({ spent: 0, held: 700 })
    expect(await store.ledger.settle('call', 250)).toBe(true)
    expect(await store.ledger.settle('call', 250)).toBe(false)
    expect(await other.ledger.settle('another', 250)).toBe(false)
    expect(await account(other, 'key')).toMatchObject({ spent: 250, held: 100 })
    expect(await account(other, 'user')).toMatchObject({ spent: 250, held: 0 })
  })

  it('counts as spent what was held for calls of a session that is gone', async () => {
    const { grounds, store, other } = trial()
    await grounds.abandon(debate('a', { holds: [hold('key', 50)] }), { id: 'call', holds: [hold('key', 300), hold('user', 300)] })
    await claimed(other, 'a')
    expect(await account(store, 'key')).toMatchObject({ spent: 300, held: 50 })
    expect(await account(store, 'user')).toMatchObject({ spent: 300, held: 0 })
    expect(await store.ledger.settle('call', 10)).toBe(false)
    const third = await grounds.session()
    for (const id of ['one', 'two']) await third.ledger.hold(id, [hold('key', 100)])
    await third.ledger.hold('three', [hold('user', 100)])
    await third.close()
    expect(await account(store, 'key')).toMatchObject({ spent: 500, held: 50 })
    expect(await account(store, 'user')).toMatchObject({ spent: 400, held: 0 })
  })

  it('shows accounts by their ids and by how these begin, in order', async () => {
    const { store } = trial()
    const ids = ['key:7', 'day:2026-11-23:key:7', 'key:70', 'key:é', 'user:1']
    for (const id of ids) await store.ledger.hold(id, [hold(id, 1)])
    const found = async (which: Parameters<Store['ledger']['accounts']>[0]) =>
      (await store.ledger.accounts(which)).map(({ id }) => id).join()
    expect(await found({ prefix: 'key:' })).toBe('key:7,key:70,key:é')
    expect(await found({ prefix: 'key:7' })).toBe('key:7,key:70')
    expect(await found({ ids: ['user:1', 'key:7', 'nobody'] })).toBe('key:7,user:1')
    expect(await found({ prefix: '%' })).toBe('')
    expect(await found({ ids: [] })).toBe('')
  })

  it('refuses what is no amount, or names an account twice, before anything is written', async () => {
    const { store } = trial()
    for (const grant of [-1, 0.5, Number.NaN, 2 ** 53]) {
      await expect(store.open(debate('a', { holds: [hold('key', grant)] }))).rejects.toThrow(RangeError)
      await expect(store.ledger.hold('call', [hold('key', 1, grant)])).rejects.toThrow(RangeError)
      await expect(store.ledger.settle('call', grant)).rejects.toThrow(RangeError)
    }
    await expect(store.send('a', extend, [hold('key', 1), hold('key', 1)])).rejects.toThrow(RangeError)
    expect(await store.get('a')).toBeNull()
    expect(await account(store, 'key')).toMatchObject({ held: 0 })
    const most = 2 ** 53 - 1
    expect(await store.open(debate('a', { holds: [hold('key', most, most)] }))).toMatchObject({ epoch: 1 })
    expect(await store.open(debate('b', { holds: [hold('key', 1, most)] }))).toEqual({ over: 'key' })
    expect(await account(store, 'key')).toEqual({ cap: most, spent: 0, held: most })
  })

  it('never lets an account exceed its cap, and loses nothing, whatever opens, extends, ends and is deleted at once', async () => {
    const { store, other } = trial()
    const plan = fc.record({
      who: fc.constantFrom(store, other),
      grant: fc.integer({ min: 0, max: 400 }),
      more: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 2 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      how: fc.constantFrom('ends', 'ends', 'is deleted', 'is a call'),
    })
    let runs = 0
    const property = fc.asyncProperty(fc.array(plan, { minLength: 10, maxLength: 25 }), async (plans) => {
      runs += 1
      const key = `key:${runs}`
      let most = 0
      let open = plans.length
      const sums = await Promise.all([
        ...plans.map(async ({ who, grant, more, share, how }, index) => {
          const cost = await play(who, `${runs}-${index}`, { key, grant, more, share, how }).finally(() => {
            open -= 1
          })
          return cost
        }),
        (async () => {
          for (; open > 0; ) {
            const { spent, held } = await account(other, key)
            most = Math.max(most, spent + held)
          }
          return 0
        })(),
      ])
      expect(most).toBeLessThanOrEqual(1000)
      expect(await account(store, key)).toMatchObject({ held: 0, spent: sums.reduce((sum, cost) => sum + cost, 0) })
    })
    await fc.assert(property, { numRuns: 10, seed: 11 })
  })
}

type Played = {
  readonly key: string
  readonly grant: number
  readonly more: readonly number[]
  readonly share: number
  readonly how: string
}

/** Opens, extends and closes a debate or a call, and gives what it cost: some share of what was held for it. */
async function play(store: Store, id: string, { key, grant, more, share, how }: Played): Promise<number> {
  if (how === 'is a call') {
    if ((await store.ledger.hold(id, [hold(key, grant)])) !== 'held') return 0
    const cost = Math.floor(grant * share)
    await store.ledger.settle(id, cost)
    return cost
  }
  const claim = await store.open(debate(id, { holds: [hold(key, grant)] }))
  if (typeof claim === 'string' || 'over' in claim) return 0
  let held = grant
  for (const [index, nano] of more.entries())
    if ((await store.send(id, { ...extend, id: `more-${index}` }, [hold(key, nano)])) === 'accepted') held += nano
  const cost = Math.floor(held * share)
  if (how === 'ends') await store.append(ending(claim, spent(cost)))
  else {
    await store.append(after(claim, spent(cost, 'paused')))
    await store.release(id, claim.epoch)
    await store.delete(id)
  }
  return cost
}
