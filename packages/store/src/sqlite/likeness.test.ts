import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Over } from '../ledger.ts'
import { memoryDisk } from '../memory/memory-disk.ts'
import { memoryStore } from '../memory/memory-store.ts'
import type { CatalogueRow, Claim, NewDebate, Store } from '../store.ts'
import { emptyFolder } from '../testing/folder.ts'
import { debate, entries } from '../testing/grounds.ts'
import { sqliteStore } from './sqlite-store.ts'

enableCompileCache()

const likely = [
  'open',
  'claim',
  'claim',
  'release',
  'release',
  'append',
  'append',
  'repeat',
  'end',
  'send',
  'patch',
  'delete',
  'queue',
  'pause',
  'put',
  'take',
  'hold',
  'settle',
  'look',
] as const
const nearly = fc.constantFrom(0, 0, 0, 0, 0, 1, -1)
const doing = fc.record({
  what: fc.constantFrom(...likely),
  who: fc.constantFrom(0, 1),
  id: fc.constantFrom('a', 'b', 'c'),
  epochOff: nearly,
  headOff: nearly,
  count: fc.integer({ min: 1, max: 3 }),
  word: fc.constantFrom('owl', 'fox', 'elk'),
})
type Doing = typeof doing extends fc.Arbitrary<infer T> ? T : never

const openings = (['a', 'b', 'c'] as const).map(
  (id, index): Doing => ({ what: 'open', who: index === 0 ? 0 : 1, id, epochOff: 0, headOff: 0, count: 1, word: 'owl' }),
)

/** What a client knows of a debate: its newest claim and the head that it reached. */
type Known = { epoch: number; head: number }

/** Does one thing and gives all that can be seen of it. `run` keeps the ids of one run apart from those of others in the same file. */
async function act(sessions: readonly Store[], run: string, known: Map<string, Known>, doing: Doing): Promise<unknown> {
  const store = sessions[doing.who]
  if (!store) throw new Error('No such session.')
  const debateId = `${run}-${doing.id}`
  const { epoch, head } = known.get(debateId) ?? { epoch: 1, head: 0 }
  const learn = (claim: Claim | Over | string) => {
    if (typeof claim !== 'string' && 'epoch' in claim) known.set(debateId, { epoch: claim.epoch, head: claim.head })
    return claim
  }
  const from = Math.max(0, head + doing.headOff) + (doing.what === 'repeat' ? -1 : 0)
  const facts: Partial<NewDebate> = { title: doing.word, tags: [run], runner: 'server' }
  const appended = async (status: string) => {
    const written = entries(from + 1, from + doing.count)
    const ends = status === 'complete'
    const catalogue = { status, spendNano: head, searchText: doing.word }
    const append = { debateId, epoch: epoch + doing.epochOff, head: from, entries: written, applied: [doing.word], catalogue }
    const answer = await store.append(ends ? { ...append, ends } : append)
    if (answer === 'written') known.set(debateId, { epoch, head: Math.max(head, from + doing.count) })
    return answer
  }
  switch (doing.what) {
    case 'open':
      return learn(await store.open(debate(debateId, { ...facts, holds: [{ account: run, cap: 9, grant: doing.count }] })))
    case 'queue':
      return store.open(debate(debateId, { ...facts, queued: true }))
    case 'claim':
      return learn(await store.claim(debateId))
    case 'release':
      return store.release(debateId, epoch + doing.epochOff)
    case 'append':
    case 'repeat':
      return from < 0 ? null : appended('running')
    case 'end':
      return appended('complete')
    case 'pause':
      return appended('paused')
    case 'send':
      return store.send(debateId, { id: doing.word, at: '', type: 'stop' }, [{ account: run, cap: 12, grant: doing.count }])
    case 'patch':
      return store.patch(debateId, { title: doing.word })
    case 'delete':
      return store.delete(debateId)
    case 'put': {
      const document = { kind: run, id: doing.word, tenant: doing.id, text: String(doing.count), debateId }
      return doing.headOff === 0 ? store.documents.add(document) : store.documents.put(document)
    }
    case 'take':
      return doing.headOff === 0 ? store.documents.take(run, doing.word) : store.documents.remove(run, doing.word)
    case 'hold':
      return store.ledger.hold(`${run}-${doing.word}`, [{ account: run, cap: 12, grant: doing.count }])
    case 'settle':
      return store.ledger.settle(`${run}-${doing.word}`, 0)
    default: {
      const { rows, next } = await store.list({ tag: run, q: doing.word, limit: doing.count })
      const inbox = (await store.inbox()).filter((found) => found.debateId.startsWith(`${run}-`))
      const orphans = (await store.orphans(1000)).filter((id) => id.startsWith(`${run}-`))
      const { documents } = await store.documents.list({ kind: run, limit: doing.count })
      const accounts = await store.ledger.accounts({ ids: [run] })
      const log = [await store.read(debateId, 1, 5), [...(await store.heads([debateId]))]]
      return { rows: rows.map(timeless), ends: next === null, inbox, orphans, documents, accounts, log }
    }
  }
}

const timeless = ({ createdAt: _, endedAt, ...row }: CatalogueRow) => ({ ...row, ended: endedAt !== null })

it('answers as the memory store does, whatever two sessions do', async () => {
  const path = join(emptyFolder(), 'quorum.db')
  const disk = memoryDisk()
  const inMemory = [memoryStore(disk), memoryStore(disk)]
  const inFile = [await sqliteStore({ path }), await sqliteStore({ path })]
  let runs = 0
  const property = fc.asyncProperty(fc.array(doing, { minLength: 30, maxLength: 60, size: 'max' }), async (doings) => {
    runs += 1
    const expected = new Map<string, Known>()
    const found = new Map<string, Known>()
    for (const each of [...openings, ...doings]) {
      expect(await act(inFile, `r${runs}`, found, each)).toEqual(await act(inMemory, `r${runs}`, expected, each))
    }
  })
  await fc.assert(property, { numRuns: 40, seed: 7 })
  for (const store of [...inMemory, ...inFile]) await store.close()
})
