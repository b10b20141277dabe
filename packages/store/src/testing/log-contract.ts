import { expect, it } from 'vitest'
import { after, claimed, ending, entries, entry, opened, type Trial } from './grounds.ts'

/** Texts whose bytes a store might be tempted to improve. */
const texts = {
  'key order and spacing': '{"b":1,  "a":{"z":[],"y":{}},"a":2}',
  'numbers as written': '{"n":1.0,"big":12345678901234567890,"small":1e-400}',
  'many scripts': '{"text":"Grüße, 日本語, العربية, e\u0301 and é"}',
  'emoji and joiners': '{"text":"👩‍👩‍👧‍👦 🏳️‍🌈"}',
  'lone escapes': '{"text":"\\ud83d and \\udc00"}',
  'an escaped NUL': '{"text":"a\\u0000b"}',
  'line separators': '{"text":"\u2028\u2029\r\n\t"}',
  'a megabyte': JSON.stringify({ text: 'öäü€😀 '.repeat(80_000) }),
  'nothing at all': '',
}

export function logContract(trial: () => Trial): void {
  it('gives entries back exactly as they were appended', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a')
    const written = Object.values(texts).map((text, index) => entry(index + 2, text))
    expect(await store.append(after(claim, { entries: written }))).toBe('written')
    expect(await other.read('a', 1, 100)).toEqual(written)
  })

  it('appends behind the head, and tells the head to others', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { entries: entries(1, 3) })
    expect(claim).toMatchObject({ debateId: 'a', epoch: 1, head: 3, tookOver: false })
    expect(await store.append(after(claim, { entries: entries(4, 5) }))).toBe('written')
    expect(await other.heads(['a', 'nobody'])).toEqual(new Map([['a', 5]]))
    expect((await other.read('a', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  })

  it('reads page by page', async () => {
    const { store } = trial()
    await opened(store, 'a', { entries: entries(1, 7) })
    expect((await store.read('a', 2, 3)).map(({ seq }) => seq)).toEqual([3, 4, 5])
    expect((await store.read('a', 5, 3)).map(({ seq }) => seq)).toEqual([6, 7])
    expect(await store.read('a', 7, 3)).toEqual([])
    expect(await store.read('nobody', 0, 3)).toEqual([])
  })

  it('fences another epoch, another head and a session that is not the owner, and writes nothing of it', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { entries: entries(1, 2) })
    const foul = { entries: [entry(3, '{}', 'foul')], catalogue: { title: 'foul', status: 'foul', spendNano: 9 } }
    expect(await store.append(after(claim, { ...foul, epoch: 0 }))).toBe('fenced')
    expect(await store.append(after(claim, { ...foul, epoch: 2 }))).toBe('fenced')
    expect(await store.append(after(claim, { head: 1, entries: [entry(2, '{}', 'foul')] }))).toBe('fenced')
    expect(await store.append(after(claim, { head: 3, entries: [entry(4, '{}', 'foul')] }))).toBe('fenced')
    expect(await other.append(after(claim, foul))).toBe('fenced')
    expect(await store.append(after(claim, { ...foul, debateId: 'nobody' }))).toBe('fenced')
    expect(await store.read('a', 0, 10)).toEqual(entries(1, 2))
    expect(await store.get('a')).toMatchObject({ title: 'Motion a', status: 'running', spendNano: 0, head: 2 })
  })

  it('fences the former owner once another has claimed', async () => {
    const { store, other } = trial()
    const first = await opened(store, 'a')
    await store.release('a', first.epoch)
    expect(await store.append(after(first))).toBe('fenced')
    const second = await claimed(other, 'a')
    expect(await store.append(after(first, { entries: [entry(2, '{}', 'zombie')] }))).toBe('fenced')
    expect(await other.append(after(second))).toBe('written')
    expect(await store.append(after(first, { head: 2, entries: [entry(3, '{}', 'zombie')] }))).toBe('fenced')
    expect(await other.read('a', 0, 10)).toEqual(entries(1, 2))
  })

  it('takes nothing after the end, from anyone', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a')
    expect(await store.append(ending(claim))).toBe('written')
    expect(await store.append(after(claim, { head: 2 }))).toBe('fenced')
    expect(await store.claim('a')).toBe('ended')
    expect(await other.claim('a')).toBe('ended')
    const row = await other.get('a')
    expect(row).toMatchObject({ status: 'complete', head: 2, owned: false, endedAt: expect.stringMatching(/^\d{4}-.*Z$/) })
  })

  it('counts a commit whose answer was lost as written when it is repeated', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a')
    const lost = after(claim, { entries: entries(2, 4) })
    expect(await store.append(lost)).toBe('written')
    expect(await store.append(lost)).toBe('written')
    const last = ending(claim, { head: 4 })
    expect(await store.append(last)).toBe('written')
    expect(await store.append(last)).toBe('written')
    expect(await store.append(after(claim, { entries: [...entries(2, 3), entry(4, '{}', 'else')] }))).toBe('fenced')
    expect(await store.append(after(claim, { head: 3, entries: entries(4, 6) }))).toBe('fenced')
    expect(await other.read('a', 0, 10)).toEqual(entries(1, 5))
  })

  it('takes appends of one debate in the order called, without waiting for answers', async () => {
    const { store } = trial()
    const claim = await opened(store, 'a')
    const answers = Array.from({ length: 50 }, (_, index) => store.append(after(claim, { head: index + 1 })))
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['written']))
    expect(await store.read('a', 0, 100)).toEqual(entries(1, 51))
  })

  it('keeps many debates apart that are written at once, the refused ones without effect on the others', async () => {
    const { store, other } = trial()
    const sessions = [store, other]
    const ids = Array.from({ length: 12 }, (_, index) => `d${index}`)
    const written = await Promise.all(
      ids.map(async (id, index) => {
        const mine = sessions[index % 2] ?? store
        const claim = await opened(mine, id)
        const results: string[] = []
        for (let head = 1; head < 6; head += 1) {
          const fair = mine.append(after(claim, { head }))
          const foul = mine.append(after(claim, { head: head + 7, catalogue: { title: 'foul' } }))
          results.push(await fair, await foul)
        }
        return results
      }),
    )
    expect(written.flat().filter((result) => result === 'written')).toHaveLength(60)
    for (const id of ids) expect(await store.read(id, 0, 100)).toEqual(entries(1, 6))
    for (const id of ids) expect(await other.get(id)).toMatchObject({ title: `Motion ${id}`, head: 6 })
  })

  it('refuses entries that leave a gap, before anything is written', async () => {
    const { store } = trial()
    const claim = await opened(store, 'a')
    await expect(store.append(after(claim, { entries: [entry(3)] }))).rejects.toThrow(RangeError)
    await expect(opened(store, 'b', { entries: [entry(2)] })).rejects.toThrow(RangeError)
    expect(await store.get('b')).toBeNull()
    expect(await store.read('a', 0, 10)).toEqual(entries(1, 1))
  })
}
