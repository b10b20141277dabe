import type { Command } from '@quorum/debate'
import { expect, it } from 'vitest'
import { after, claimed, ending, opened, type Trial } from './grounds.ts'

const at = '2026-01-01T00:00:00.000Z'
const stop = (id: string): Command => ({ id, at, type: 'stop' })

export function inboxContract(trial: () => Trial): void {
  it('brings commands from any session to the owner, oldest first, whatever they say', async () => {
    const { store, other } = trial()
    await opened(store, 'a')
    await opened(store, 'b')
    const commands: readonly Command[] = [
      { id: 'one', at, type: 'interject', text: 'What about "quotes", \\ and 👋?', by: 'Ada' },
      { id: 'two', at, type: 'extend', rounds: 2, budgetUsd: 0.25 },
      { id: 'three', at, type: 'speak', turnId: '0.1', argument: 'Because.', confidence: null },
    ]
    expect(await other.send('b', stop('zero'))).toBe('accepted')
    for (const command of commands) expect(await other.send('a', command)).toBe('accepted')
    expect(await other.send('b', stop('four'))).toBe('accepted')
    const found = await store.inbox()
    expect(found.map(({ debateId, command }) => [debateId, command.id])).toEqual([
      ['b', 'zero'],
      ['a', 'one'],
      ['a', 'two'],
      ['a', 'three'],
      ['b', 'four'],
    ])
    expect(found.slice(1, 4).map(({ command }) => command)).toEqual(commands)
    expect(await other.inbox()).toEqual([])
  })

  it('takes a command id once, also after it was applied and after the end', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a')
    expect(await Promise.all([other.send('a', stop('one')), store.send('a', stop('one'))])).toEqual(['accepted', 'accepted'])
    expect(await store.inbox()).toHaveLength(1)
    expect(await store.append(after(claim, { applied: ['one'] }))).toBe('written')
    expect(await other.send('a', stop('one'))).toBe('accepted')
    expect(await store.inbox()).toEqual([])
    await store.append(ending(claim, { head: 2 }))
    expect(await other.send('a', stop('one'))).toBe('accepted')
    expect(await other.send('a', stop('two'))).toBe('ended')
  })

  it('forgets a command only in the append that records its effect', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a')
    await other.send('a', stop('one'))
    await other.send('a', stop('two'))
    expect(await store.append(after(claim, { epoch: 7, applied: ['one'] }))).toBe('fenced')
    expect(await store.inbox()).toHaveLength(2)
    expect(await store.append(after(claim, { applied: ['one', 'never-sent'] }))).toBe('written')
    expect((await store.inbox()).map(({ command }) => command.id)).toEqual(['two'])
  })

  it('keeps commands for the next owner', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a')
    await store.release('a', claim.epoch)
    expect(await other.send('a', stop('one'))).toBe('accepted')
    expect(await store.inbox()).toEqual([])
    await claimed(other, 'a')
    expect((await other.inbox()).map(({ command }) => command.id)).toEqual(['one'])
  })

  it('keeps the same command id of two debates apart', async () => {
    const { store } = trial()
    const claim = await opened(store, 'a')
    await opened(store, 'b')
    await store.send('a', stop('one'))
    await store.send('b', stop('one'))
    await store.append(after(claim, { applied: ['one'] }))
    expect((await store.inbox()).map(({ debateId }) => debateId)).toEqual(['b'])
  })

  it('shows nothing more of a debate that has ended', async () => {
    const { store } = trial()
    const claim = await opened(store, 'a')
    await store.send('a', stop('late'))
    await store.append(ending(claim))
    expect(await store.inbox()).toEqual([])
  })

  it('refuses commands for debates that are not there', async () => {
    const { store } = trial()
    expect(await store.send('nobody', stop('one'))).toBe('unknown')
    await store.append(ending(await opened(store, 'a')))
    await store.delete('a')
    expect(await store.send('a', stop('one'))).toBe('deleted')
  })
}
