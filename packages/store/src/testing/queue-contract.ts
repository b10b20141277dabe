import { expect, it } from 'vitest'
import { after, claimed, debate, ending, opened, type Trial } from './grounds.ts'

const served = { runner: 'server' } as const
const queued = { ...served, queued: true } as const
const stop = { id: 'one', at: '', type: 'stop' } as const

export function queueContract(trial: () => Trial): void {
  it('keeps a queued debate for whoever claims it first', async () => {
    const { store, other } = trial()
    expect(await store.open(debate('a', queued))).toBe('queued')
    expect(await store.open(debate('a', queued))).toBe('exists')
    expect(await other.get('a')).toMatchObject({ status: 'queued', owned: false, head: 1 })
    expect(await store.append(after({ debateId: 'a', epoch: 0, head: 1, secret: '', tookOver: false }))).toBe('fenced')
    expect(await store.append(after({ debateId: 'a', epoch: 1, head: 1, secret: '', tookOver: false }))).toBe('fenced')
    const claim = await claimed(other, 'a')
    expect(claim).toEqual({ debateId: 'a', epoch: 1, head: 1, secret: 'secret of a', tookOver: false })
    expect(await store.get('a')).toMatchObject({ status: 'running', owned: true })
    expect(await other.append(after(claim))).toBe('written')
    await other.release('a', 1)
    expect(await store.get('a')).toMatchObject({ status: 'interrupted' })
  })

  it('lists queued debates as such', async () => {
    const { store } = trial()
    for (const id of ['a', 'b']) await store.open(debate(id, queued))
    await opened(store, 'c')
    await claimed(store, 'b')
    expect((await store.list({ status: 'queued' })).rows.map(({ id }) => id)).toEqual(['a'])
    expect((await store.list({ status: 'running' })).rows.map(({ id }) => id)).toEqual(['c', 'b'])
  })

  it('hands what was said to a queued debate to its first owner, and deletes one that nobody began', async () => {
    const { store, other } = trial()
    for (const id of ['a', 'b']) await store.open(debate(id, queued))
    expect(await store.send('a', stop)).toBe('accepted')
    expect(await other.inbox()).toEqual([])
    await claimed(other, 'a')
    expect(await other.inbox()).toEqual([{ debateId: 'a', command: stop }])
    expect(await store.delete('b')).toMatchObject({ deleted: true })
    expect(await store.claim('b')).toBe('deleted')
  })

  it('names the debates of servers that nobody runs, oldest first', async () => {
    const { grounds, store, other } = trial()
    const left = await opened(store, 'left', served)
    await store.open(debate('waiting', queued))
    await opened(store, 'running', served)
    await grounds.abandon(debate('abandoned', served))
    await store.append(ending(await opened(store, 'over', served)))
    const typed = await opened(store, 'of a command', { runner: 'cli' })
    await store.release('of a command', typed.epoch)
    expect(await other.orphans(10)).toEqual(['waiting', 'abandoned'])
    await store.release('left', left.epoch)
    expect(await other.orphans(10)).toEqual(['left', 'waiting', 'abandoned'])
    expect(await other.orphans(2)).toEqual(['left', 'waiting'])
    for (const id of ['left', 'abandoned', 'waiting']) await claimed(other, id)
    expect(await store.orphans(10)).toEqual([])
  })

  it('lets a paused debate wait for people, until one of them says something', async () => {
    const { grounds, store, other } = trial()
    const claim = await opened(store, 'a', served)
    await store.append(after(claim, { catalogue: { status: 'paused' } }))
    await store.release('a', claim.epoch)
    expect(await other.orphans(10)).toEqual([])
    await other.send('a', stop)
    expect(await other.orphans(10)).toEqual(['a'])
    const again = await claimed(other, 'a')
    await other.append(after(again, { entries: [], applied: ['one'] }))
    await other.release('a', again.epoch)
    expect(await store.orphans(10)).toEqual([])
    await grounds.abandon(debate('b', served))
    expect(await store.orphans(10)).toEqual(['b'])
  })
}
