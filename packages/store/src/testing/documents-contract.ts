import { expect, it } from 'vitest'
import type { Document } from '../documents.ts'
import type { Store } from '../store.ts'
import { ending, opened, type Trial } from './grounds.ts'

const note = (id: string, facts: Partial<Document> = {}): Document => ({
  kind: 'note',
  id,
  tenant: 'local',
  text: `{"n":"${id}"}`,
  ...facts,
})
const past = () => Date.now() - 1
const future = () => Date.now() + 3_600_000

const ids = async (store: Store, listing: Partial<Parameters<Store['documents']['list']>[0]> = {}) =>
  (await store.documents.list({ kind: 'note', ...listing })).documents.map(({ id }) => id)

export function documentsContract(trial: () => Trial): void {
  it('gives a document back as it was written, to every session', async () => {
    const { store, other } = trial()
    const texts = ['{"b":1.0,  "a":"Grüße \\ud83d 👩‍👩‍👧 \\u0000"}', '', JSON.stringify('x'.repeat(300_000))]
    const documents = texts.map((text, index) => note(`n${index}`, { text, tenant: 't', debateId: 'd', expiresAt: future() }))
    for (const document of documents) expect(await store.documents.add(document)).toBeNull()
    for (const document of documents) expect(await other.documents.get('note', document.id)).toEqual(document)
    await store.documents.add(note('bare'))
    expect(await other.documents.get('note', 'bare')).toEqual(note('bare'))
    expect(await store.documents.get('note', 'none')).toBeNull()
    expect(await store.documents.get('other', 'bare')).toBeNull()
  })

  it('adds once, and answers what stands there to whoever comes later', async () => {
    const { store, other } = trial()
    const rivals = Array.from({ length: 10 }, (_, index) => note('one', { text: `"${index}"` }))
    const answers = await Promise.all(rivals.map((rival, index) => [store, other][index % 2]?.documents.add(rival)))
    const winner = await store.documents.get('note', 'one')
    expect(answers.filter((answer) => answer === null)).toHaveLength(1)
    expect(rivals[answers.indexOf(null)]).toEqual(winner)
    for (const answer of answers) expect(answer ?? winner).toEqual(winner)
    expect(await store.documents.add(note('one', { kind: 'other' }))).toBeNull()
  })

  it('replaces what stands there as a whole, in its place', async () => {
    const { store, other } = trial()
    for (const id of ['a', 'b', 'c']) await store.documents.add(note(id, { debateId: 'd', expiresAt: future() }))
    const next = note('b', { tenant: 'other', text: '"next"' })
    await other.documents.put(next)
    expect(await store.documents.get('note', 'b')).toEqual(next)
    await store.documents.put(note('new'))
    expect(await ids(store)).toEqual(['a', 'b', 'c', 'new'])
  })

  it('lets one of many take a document, and removes it once', async () => {
    const { store, other } = trial()
    await store.documents.add(note('one'))
    const takers = Array.from({ length: 10 }, (_, index) => [store, other][index % 2]?.documents.take('note', 'one'))
    expect((await Promise.all(takers)).filter((taken) => taken !== null)).toEqual([note('one')])
    expect(await store.documents.get('note', 'one')).toBeNull()
    await store.documents.add(note('two'))
    expect(await other.documents.remove('note', 'two')).toBe(true)
    expect(await other.documents.remove('note', 'two')).toBe(false)
    expect(await store.documents.add(note('two'))).toBeNull()
  })

  it('lists oldest first, by tenant and by debate', async () => {
    const { store, other } = trial()
    await store.documents.add(note('z', { tenant: 'us' }))
    await other.documents.add(note('a', { tenant: 'us', debateId: 'd1' }))
    await store.documents.add(note('m', { tenant: 'them', debateId: 'd1' }))
    await store.documents.add(note('k', { kind: 'key', tenant: 'us' }))
    expect(await ids(other)).toEqual(['z', 'a', 'm'])
    expect(await ids(other, { tenant: 'us' })).toEqual(['z', 'a'])
    expect(await ids(other, { debateId: 'd1' })).toEqual(['a', 'm'])
    expect(await ids(other, { debateId: 'd1', tenant: 'us' })).toEqual(['a'])
    expect(await ids(other, { kind: 'key' })).toEqual(['k'])
    expect(await ids(other, { kind: 'nothing' })).toEqual([])
  })

  it('lists page by page, without repeats or gaps when documents come and go', async () => {
    const { store } = trial()
    for (const id of ['a', 'b', 'c', 'd', 'e']) await store.documents.add(note(id))
    const first = await store.documents.list({ kind: 'note', limit: 2 })
    expect(first.documents.map(({ id }) => id)).toEqual(['a', 'b'])
    for (const id of ['b', 'c', 'e']) await store.documents.remove('note', id)
    await store.documents.add(note('f'))
    await store.documents.put(note('a', { text: '"changed"' }))
    const second = await store.documents.list({ kind: 'note', after: first.next ?? '' })
    expect(second).toMatchObject({ documents: [{ id: 'd' }, { id: 'f' }], next: null })
    expect(await store.documents.list({ kind: 'note', limit: 3 })).toMatchObject({ next: null })
    expect(await ids(store, { after: 'never given out' })).toEqual([])
  })

  it('lists what comes later after a cursor, also when all that stood there is gone', async () => {
    const { store } = trial()
    for (const id of ['a', 'b', 'c']) await store.documents.add(note(id))
    const { next } = await store.documents.list({ kind: 'note', limit: 2 })
    for (const id of ['b', 'c']) await store.documents.remove('note', id)
    await store.documents.add(note('d'))
    expect(await ids(store, { after: next ?? '' })).toEqual(['d'])
  })

  it('has nothing more of a document that has expired', async () => {
    const { store, other } = trial()
    await store.documents.add(note('old', { expiresAt: past() }))
    await store.documents.add(note('young', { expiresAt: future() }))
    expect(await other.documents.get('note', 'old')).toBeNull()
    expect(await ids(other)).toEqual(['young'])
    await store.documents.put(note('removed', { expiresAt: past() }))
    expect(await other.documents.remove('note', 'removed')).toBe(false)
    expect(await other.documents.add(note('old'))).toBeNull()
    await store.documents.put(note('taken', { expiresAt: past() }))
    expect(await other.documents.take('note', 'taken')).toBeNull()
    await store.documents.put(note('put', { expiresAt: past() }))
    await other.documents.add(note('last'))
    await store.documents.put(note('put'))
    expect(await ids(other)).toEqual(['young', 'old', 'last', 'put'])
  })

  it('deletes with a debate what belongs to it, and keeps nothing that comes too late', async () => {
    const { store, other } = trial()
    await store.documents.add(note('early', { debateId: 'a' }))
    await store.append(ending(await opened(store, 'a')))
    await opened(store, 'b')
    for (const id of ['mine', 'early']) await store.documents.put(note(id, { debateId: 'a' }))
    await store.documents.add(note('another', { debateId: 'b' }))
    await store.documents.add(note('free'))
    await other.delete('a')
    expect(await ids(store)).toEqual(['another', 'free'])
    expect(await store.documents.add(note('late', { debateId: 'a' }))).toBeNull()
    await store.documents.put(note('free', { debateId: 'a' }))
    expect(await ids(store)).toEqual(['another'])
  })
}
