import { expect, it } from 'vitest'
import { after, claimed, debate, ending, entries, opened, type Trial } from './grounds.ts'

export function ownershipContract(trial: () => Trial): void {
  it('opens an id once', async () => {
    const { store, other } = trial()
    const results = await Promise.all([store.open(debate('a', { title: 'first' })), other.open(debate('a', { title: 'second' }))])
    expect(results.filter((result) => result === 'exists')).toHaveLength(1)
    expect(await store.open(debate('a'))).toBe('exists')
    expect(await store.read('a', 0, 10)).toHaveLength(1)
  })

  it('gives the secret to its owner and to who asks for it, and to nobody who reads', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a')
    expect(claim.secret).toBe('secret of a')
    await store.release('a', claim.epoch)
    expect((await claimed(other, 'a')).secret).toBe('secret of a')
    const seen = JSON.stringify([await store.get('a'), await store.list({}), await store.read('a', 0, 9)])
    expect(seen).not.toContain('secret of a')
    expect([await store.secret('a'), await store.secret('b')]).toEqual(['secret of a', null])
  })

  it('keeps an owned debate from others, and from a second claim of its owner', async () => {
    const { store, other } = trial()
    await opened(store, 'a')
    expect(await other.claim('a')).toBe('owned')
    expect(await store.claim('a')).toBe('owned')
    expect(await other.get('a')).toMatchObject({ owned: true, status: 'running' })
  })

  it('hands a released debate to the next claim, one epoch on', async () => {
    const { store, other } = trial()
    const first = await opened(store, 'a', { entries: entries(1, 2) })
    await store.release('a', first.epoch)
    expect(await other.get('a')).toMatchObject({ owned: false, status: 'interrupted' })
    const second = await claimed(other, 'a')
    expect(second).toEqual({ debateId: 'a', epoch: 2, head: 2, secret: 'secret of a', tookOver: false })
    expect(await other.get('a')).toMatchObject({ owned: true, status: 'running' })
  })

  it('lets nobody release what is not theirs, and an old epoch release nothing', async () => {
    const { store, other } = trial()
    const first = await opened(store, 'a')
    await other.release('a', first.epoch)
    expect(await store.append(after(first))).toBe('written')
    await store.release('a', first.epoch)
    const again = await claimed(store, 'a')
    await store.release('a', first.epoch)
    expect(await other.claim('a')).toBe('owned')
    expect(again.epoch).toBe(2)
  })

  it('frees what a session owned when it closes', async () => {
    const { grounds, other } = trial()
    const store = await grounds.session()
    await opened(store, 'a')
    await opened(store, 'b')
    await store.close()
    expect(await claimed(other, 'a')).toMatchObject({ epoch: 2, tookOver: false })
    expect(await claimed(other, 'b')).toMatchObject({ epoch: 2, tookOver: false })
    await expect(store.get('a')).rejects.toMatchObject({ name: 'StoreError' })
    await store.close()
  })

  it('frees at once what a dead session owned, and says that it was taken over', async () => {
    const { grounds, store, other } = trial()
    await grounds.abandon(debate('a', { entries: entries(1, 3) }))
    await grounds.abandon(debate('b'))
    expect(await store.get('a')).toMatchObject({ owned: false, status: 'interrupted', head: 3 })
    const claim = await claimed(store, 'a')
    expect(claim).toMatchObject({ epoch: 2, head: 3, tookOver: true })
    expect(await store.append(after(claim))).toBe('written')
    expect(await other.claim('a')).toBe('owned')
    expect(await other.list({ status: 'interrupted' })).toMatchObject({ rows: [{ id: 'b' }] })
    expect(await claimed(other, 'b')).toMatchObject({ tookOver: true })
  })

  it('gives a free debate to one of those who claim it at once', async () => {
    const { grounds, store, other } = trial()
    const third = await grounds.session()
    const claim = await opened(store, 'a')
    await store.release('a', claim.epoch)
    const results = await Promise.all([store, other, third].map((session) => session.claim('a')))
    expect(results.filter((result) => result === 'owned')).toHaveLength(2)
  })

  it('tells unknown and ended debates apart', async () => {
    const { store } = trial()
    expect(await store.claim('nobody')).toBe('unknown')
    await store.append(ending(await opened(store, 'a')))
    expect(await store.claim('a')).toBe('ended')
  })
}
