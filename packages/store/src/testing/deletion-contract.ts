import { expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { after, debate, ending, entry, opened, type Trial } from './grounds.ts'

const upload = (hash: string, expiresAt?: number) => {
  const document = { kind: 'source', id: `local:${hash}`, tenant: 'local', text: '{}' }
  return expiresAt === undefined ? document : { ...document, expiresAt }
}
const kept = async (store: Store, hashes: readonly string[]) => {
  const found = await Promise.all(hashes.map(async (hash) => ((await store.getBlob(hash)) ? [hash] : [])))
  return found.flat().join(' ')
}

const reads = (seq: number, hash: string) => ({ ...entry(seq, JSON.stringify({ hash })), type: 'source-read' })

export function deletionContract(trial: () => Trial): void {
  it('deletes a debate as a whole, and never gives its id again', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { title: 'walrus' })
    await store.append(after(claim, { catalogue: { searchText: 'pelican' } }))
    await store.send('a', { id: 'one', at: '', type: 'stop' })
    await store.append(ending(claim, { head: 2 }))
    expect(await other.delete('a')).toEqual({ deleted: true, forks: [] })
    expect(await store.get('a')).toBe('deleted')
    expect(await store.read('a', 0, 10)).toEqual([])
    expect(await store.heads(['a'])).toEqual(new Map())
    expect(await store.claim('a')).toBe('deleted')
    expect(await store.open(debate('a'))).toBe('exists')
    expect(await store.append(after(claim, { head: 3 }))).toBe('fenced')
    expect(await store.patch('a', { title: 'x' })).toBe(false)
    expect((await store.list({})).rows).toEqual([])
    expect((await store.list({ q: 'walrus' })).rows).toEqual([])
    expect((await store.list({ q: 'pelican' })).rows).toEqual([])
    await opened(store, 'b')
    expect((await store.list({ q: 'pelican' })).rows).toEqual([])
    expect(await store.delete('a')).toBe('unknown')
    expect(await store.delete('nobody')).toBe('unknown')
  })

  it('shows what belongs and belonged to a tenant to nobody who asks as another one', async () => {
    const { store, other } = trial()
    const claim = await opened(store, 'a', { tenant: 'ours' })
    expect(await other.get('a', 'ours')).toMatchObject({ id: 'a', tenant: 'ours' })
    expect(await other.get('a', 'theirs')).toBe(null)
    await store.append(ending(claim))
    await store.delete('a')
    expect(await other.get('a', 'ours')).toBe('deleted')
    expect(await other.get('a', 'theirs')).toBe(null)
    expect(await other.get('a')).toBe('deleted')
  })

  it('deletes what another session wrote and closed, and goes on as before', async () => {
    const { grounds, store, other } = trial()
    const writer = await grounds.session()
    for (const id of ['a', 'b', 'c']) await opened(writer, id, { searchText: `What ${id} says of pelicans.` })
    await writer.close()
    const claim = await opened(other, 'd')
    const results = await Promise.all([
      other.delete('a'),
      other.append(after(claim)),
      other.delete('b'),
      other.send('d', { id: 'one', at: '', type: 'stop' }),
      other.release('d', claim.epoch),
      other.putBlob('hash', Uint8Array.of(1)),
    ])
    expect(results).toMatchObject([{ deleted: true }, 'written', { deleted: true }, 'accepted', undefined, undefined])
    expect((await store.list({ q: 'pelicans' })).rows.map(({ id }) => id)).toEqual(['c'])
  })

  it('refuses while somebody owns it, and not once the owner is dead or has let go', async () => {
    const { grounds, store, other } = trial()
    const claim = await opened(store, 'a')
    expect(await other.delete('a')).toBe('owned')
    expect(await store.delete('a')).toBe('owned')
    await store.release('a', claim.epoch)
    expect(await other.delete('a')).toMatchObject({ deleted: true })
    await grounds.abandon(debate('b'))
    expect(await other.delete('b')).toMatchObject({ deleted: true })
  })

  it('leaves copies, and names them', async () => {
    const { store } = trial()
    await store.append(ending(await opened(store, 'a')))
    await opened(store, 'copy-1', { parent: 'a' })
    await opened(store, 'copy-2', { parent: 'a' })
    await opened(store, 'copy-of-copy', { parent: 'copy-1' })
    expect(await store.delete('a')).toEqual({ deleted: true, forks: ['copy-1', 'copy-2'] })
    expect(await store.read('copy-1', 0, 10)).toHaveLength(1)
  })

  it('keeps the bytes of a blob, the first time and for all', async () => {
    const { store, other } = trial()
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256)
    await store.putBlob('hash', bytes)
    await other.putBlob('hash', Uint8Array.of(1))
    const found = await other.getBlob('hash')
    expect(found && Buffer.compare(found, bytes)).toBe(0)
    await store.putBlob('empty', new Uint8Array())
    expect(await store.getBlob('empty')).toEqual(new Uint8Array())
    expect(await store.getBlob('none')).toBeNull()
  })

  it('deletes the blobs that no other debate speaks of', async () => {
    const { store } = trial()
    for (const hash of ['one', 'two', 'three', 'free']) await store.putBlob(hash, Uint8Array.of(7))
    const motion = JSON.stringify({ motion: { sources: [{ hash: 'one' }, { hash: 'three' }] } })
    const claim = await opened(store, 'a', { entries: [{ ...entry(1, motion), type: 'debate-opened' }] })
    await store.append(ending(claim, { entries: [reads(2, 'one'), reads(3, 'two')] }))
    await opened(store, 'b', { entries: [reads(1, 'two')] })
    await store.delete('a')
    expect(await Promise.all(['one', 'two', 'three', 'free'].map(async (hash) => (await store.getBlob(hash)) !== null))).toEqual([
      false,
      true,
      false,
      true,
    ])
  })

  it('spares the blobs of uploads when it deletes a debate', async () => {
    const { store } = trial()
    for (const hash of ['aaa', 'bbb']) await store.putBlob(hash, Uint8Array.of(7))
    await store.documents.add(upload('aaa'))
    await store.append(ending(await opened(store, 'a', { entries: [reads(1, 'aaa')] }), { entries: [reads(2, 'bbb')] }))
    await store.delete('a')
    expect(await kept(store, ['aaa', 'bbb'])).toBe('aaa')
  })

  it('clears away, when a session begins to own, blobs that nothing has spoken of for a day', async () => {
    const { grounds, store } = trial()
    const hashes = ['debate', 'upload', 'lapsed', 'idle', 'again', 'fresh']
    for (const hash of hashes.slice(0, 5)) await store.putBlob(hash, Uint8Array.of(7))
    await opened(store, 'a', { entries: [reads(1, 'debate')] })
    await store.documents.add(upload('upload'))
    await store.documents.add(upload('lapsed', Date.now() - 1))
    await opened(await grounds.session(), 'b')
    expect(await kept(store, hashes)).toBe('debate upload lapsed idle again')
    await grounds.passDay()
    await store.putBlob('fresh', Uint8Array.of(7))
    await store.putBlob('again', Uint8Array.of(7))
    await opened(await grounds.session(), 'c')
    expect(await kept(store, hashes)).toBe('debate upload again fresh')
    await store.documents.remove('source', 'local:upload')
    await opened(await grounds.session(), 'd')
    expect(await kept(store, hashes)).toBe('debate again fresh')
  })
}
