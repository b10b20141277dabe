import { expect, it } from 'vitest'
import type { Listing, Store } from '../store.ts'
import { after, claimed, ending, opened, type Trial } from './grounds.ts'

const ids = async (store: Store, listing: Listing) => (await store.list(listing)).rows.map(({ id }) => id)

export function catalogueContract(trial: () => Trial): void {
  it('shows a debate as its opening and its last append said', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { title: 'Is it so?', tags: ['x', 'y'], runner: 'server', protocol: 'council', tenant: 'other' })
    const first = await other.get('a')
    expect(first).toEqual({
      id: 'a',
      tenant: 'other',
      title: 'Is it so?',
      tags: ['x', 'y'],
      status: 'running',
      protocol: 'council',
      runner: 'server',
      simulated: true,
      spendNano: 0,
      unpriced: false,
      head: 1,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      endedAt: null,
      owned: true,
    })
    await store.append(after(claim, { catalogue: { title: 'It is so', spendNano: 7_000_000_000_000 } }))
    await store.append(after(claim, { head: 2, catalogue: { status: 'paused' } }))
    expect(await other.get('a')).toMatchObject({ title: 'It is so', status: 'paused', spendNano: 7_000_000_000_000, head: 3 })
    expect(await other.get('nobody')).toBeNull()
  })

  it('says when spending is not wholly known, and that a simulator answered, whatever comes later', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { simulated: false })
    expect(await other.get('a')).toMatchObject({ unpriced: false, simulated: false })
    await store.append(after(claim, { catalogue: { unpriced: true, simulated: true } }))
    await store.append(after(claim, { head: 2, catalogue: { spendNano: 3, simulated: false } }))
    expect(await other.get('a')).toMatchObject({ unpriced: true, simulated: true, spendNano: 3 })
    await store.append(after(claim, { head: 3, catalogue: { unpriced: false } }))
    expect((await other.list({})).rows).toMatchObject([{ unpriced: false, simulated: true }])
  })

  it('lists the debates of a tenant alone, page by page', async () => {
    const { store, other } = trial()
    for (const [index, tenant] of ['us', 'them', 'us', 'them', 'us'].entries())
      await opened(index % 2 ? store : other, `d${index}`, { tenant, tags: ['red'], searchText: 'pelican' })
    const first = await store.list({ tenant: 'us', limit: 2 })
    expect(first.rows.map(({ id }) => id)).toEqual(['d4', 'd2'])
    expect(await ids(store, { tenant: 'us', cursor: first.next ?? '' })).toEqual(['d0'])
    expect(await ids(store, { tenant: 'them', q: 'pelican', tag: 'red', status: 'running' })).toEqual(['d3', 'd1'])
    expect(await ids(store, { tenant: 'nobody' })).toEqual([])
    expect(await ids(store, { tenant: 'u' })).toEqual([])
  })

  it('calls a debate simulated from the append on that says so', async () => {
    const { store } = trial()
    const claim = await opened(store, 'a', { simulated: false })
    await store.append(after(claim, { catalogue: { simulated: false } }))
    expect(await store.get('a')).toMatchObject({ simulated: false })
    await store.append(after(claim, { head: 2, catalogue: { simulated: true } }))
    await store.append(after(claim, { head: 3 }))
    expect(await store.get('a')).toMatchObject({ simulated: true })
  })

  it('takes what an append says of the catalogue even without entries', async () => {
    const { store } = trial()
    const claim = await opened(store, 'a')
    expect(await store.append(after(claim, { entries: [], catalogue: { title: 'Renamed', searchText: 'pelican' } }))).toBe('written')
    expect(await store.get('a')).toMatchObject({ title: 'Renamed', head: 1 })
    expect(await ids(store, { q: 'pelican' })).toEqual(['a'])
    expect(await ids(store, { q: 'renamed' })).toEqual(['a'])
    expect(await ids(store, { q: 'motion' })).toEqual([])
  })

  it('lists newest first, page by page, without repeats when debates come and go', async () => {
    const { store } = trial()
    const all = Array.from({ length: 7 }, (_, index) => `d${index}`)
    for (const id of all) await opened(store, id)
    const first = await store.list({ limit: 3 })
    expect(first.rows.map(({ id }) => id)).toEqual(['d6', 'd5', 'd4'])
    await opened(store, 'late')
    await store.release('d5', 1)
    await store.delete('d5')
    const second = await store.list({ limit: 3, cursor: first.next ?? '' })
    expect(second.rows.map(({ id }) => id)).toEqual(['d3', 'd2', 'd1'])
    const third = await store.list({ limit: 3, cursor: second.next ?? '' })
    expect(third).toMatchObject({ rows: [{ id: 'd0' }], next: null })
    expect(await store.list({ limit: 7 })).toMatchObject({ next: null })
    expect(await store.list({ cursor: 'never given out' })).toEqual({ rows: [], next: null })
  })

  it('finds what the title and what was said begin words with, in any case and accent', async () => {
    const { store } = trial()
    const claim = await opened(store, 'a', { title: 'Should Zürich ban cars?' })
    await opened(store, 'b', { title: 'Bicycles', searchText: 'Is a bicycle better than a car? 自転車は速い' })
    await store.append(after(claim, { catalogue: { searchText: 'Public transport suffices, says ADA.' } }))
    await store.append(after(claim, { head: 2, catalogue: { searchText: "It isn't cheap; a well-known cost." } }))
    const found = async (q: string) => (await ids(store, { q })).sort().join()
    expect(await found('car')).toBe('a,b')
    expect(await found('CARS')).toBe('a')
    expect(await found('zurich')).toBe('a')
    expect(await found('ZÜR')).toBe('a')
    expect(await found('ada zurich cheap')).toBe('a')
    expect(await found('well-known')).toBe('a')
    expect(await found('ar')).toBe('')
    expect(await found('bicycle transport')).toBe('')
    expect(await found('転車')).toBe('b')
    expect(await found('車転')).toBe('')
    expect(await found('')).toBe('a,b')
    expect(await found('  ')).toBe('a,b')
  })

  it('takes anything typed as text to look for', async () => {
    const { store } = trial()
    await opened(store, 'a', { title: 'plain' })
    const typed = [
      '"',
      "'",
      '*',
      'plain OR',
      'NOT plain',
      'title:plain',
      '(',
      'a" OR "b',
      '^',
      '-',
      '%',
      '_',
      '\\',
      '\u0000',
      '🦜',
      '/*',
      ';--',
      '{}',
    ]
    for (const q of typed) expect(await ids(store, { q }), q).toEqual([])
    expect(await ids(store, { q: '"plain"' })).toEqual(['a'])
    expect(await ids(store, { q: `plain ${'x'.repeat(5000)}` })).toEqual([])
  })

  it('filters by tag and by status, and says which running ones nobody runs', async () => {
    const { store, other } = trial()
    const running = await opened(store, 'running', { tags: ['red', 'blue'] })
    const paused = await opened(store, 'paused', { tags: ['red'] })
    const left = await opened(store, 'left', { tags: ["o'clock"] })
    await store.append(ending(await opened(store, 'done')))
    await store.append(after(paused, { catalogue: { status: 'paused' } }))
    await store.release('paused', paused.epoch)
    await store.release('left', left.epoch)
    expect(await ids(other, { status: 'running' })).toEqual(['running'])
    expect(await ids(other, { status: 'paused' })).toEqual(['paused'])
    expect(await ids(other, { status: 'interrupted' })).toEqual(['left'])
    expect(await ids(other, { status: 'complete' })).toEqual(['done'])
    expect(await ids(other, { tag: 'red' })).toEqual(['paused', 'running'])
    expect(await ids(other, { tag: 'red', status: 'running', q: 'motion' })).toEqual(['running'])
    expect(await ids(other, { tag: "o'clock" })).toEqual(['left'])
    expect(await ids(other, { tag: 're' })).toEqual([])
    await claimed(other, 'left')
    expect(await ids(store, { status: 'interrupted' })).toEqual([])
    expect(running.epoch).toBe(1)
  })

  it('changes title and tags, each alone, of any debate, owned or ended', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { title: 'walrus', tags: ['x'] })
    expect(await other.patch('a', { title: 'pelican' })).toBe(true)
    expect(await store.get('a')).toMatchObject({ title: 'pelican', tags: ['x'] })
    await store.append(ending(claim))
    expect(await other.patch('a', { tags: [] })).toBe(true)
    expect(await store.get('a')).toMatchObject({ title: 'pelican', tags: [], status: 'complete' })
    expect(await ids(store, { q: 'pelican' })).toEqual(['a'])
    expect(await ids(store, { q: 'walrus' })).toEqual([])
    expect(await store.patch('nobody', { title: 'x' })).toBe(false)
  })
}
