import type { Answers } from '../answers.ts'
import { cursorAfter, page } from '../page.ts'
import { searchPhrases, searchWords } from '../search-words.ts'
import type { CatalogueRow } from '../store.ts'
import { ofDebate, settle } from './ledger.ts'
import type { MemoryDebate, MemoryDisk } from './memory-disk.ts'
import { living, owned } from './ownership.ts'
import { isSpokenOf } from './sweep.ts'

/** What people browse, change and delete. */
export function catalogueIn(disk: MemoryDisk): Pick<Answers, 'get' | 'list' | 'patch' | 'delete'> {
  const { debates, tombstones, blobs, documents, waiting } = disk
  return {
    get(debateId, tenant) {
      const debate = debates.get(debateId)
      const whose = debate?.tenant ?? tombstones.get(debateId)
      if (whose === undefined || (tenant !== undefined && tenant !== whose)) return null
      return debate ? rowOf(debate) : 'deleted'
    },
    list(listing) {
      const { before, limit } = page(listing)
      const found = [...debates.values()]
        .filter((debate) => debate.number < before)
        .filter((debate) => listing.tenant === undefined || debate.tenant === listing.tenant)
        .filter((debate) => listing.status === undefined || statusOf(debate) === listing.status)
        .filter((debate) => listing.tag === undefined || debate.tags.includes(listing.tag))
        .filter((debate) => listing.q === undefined || says(debate, listing.q))
        .sort((a, b) => b.number - a.number)
      const shown = found.slice(0, limit)
      const last = shown.at(-1)
      return { rows: shown.map(rowOf), next: last && found.length > limit ? cursorAfter(last.number) : null }
    },
    patch(debateId, { title, tags }) {
      const debate = debates.get(debateId)
      if (!debate) return false
      debate.title = title ?? debate.title
      debate.tags = tags ?? debate.tags
      return true
    },
    delete(debateId) {
      const debate = debates.get(debateId)
      if (!debate) return 'unknown'
      if (owned(disk, debate)) return 'owned'
      debates.delete(debateId)
      tombstones.set(debateId, debate.tenant)
      for (const sent of debate.commands.values()) waiting.delete(sent)
      for (const [place, document] of documents) if (document.debateId === debateId) documents.delete(place)
      for (const hash of debate.sources) if (!isSpokenOf(disk, hash)) blobs.delete(hash)
      settle(disk, ofDebate(debateId), debate.spendNano)
      return { deleted: true, forks: [...debates.values()].filter(({ parent }) => parent === debateId).map(({ id }) => id) }
    },
  }
}

const statusOf = (debate: MemoryDebate) => (debate.status === 'running' && !living(debate) ? 'interrupted' : debate.status)

function says({ title, said }: MemoryDebate, typed: string): boolean {
  if (typed.trim() === '') return true
  const passages = [title, ...said].map((text) => ` ${searchWords(text)}`)
  const phrases = searchPhrases(typed)
  return phrases.length > 0 && phrases.every((phrase) => passages.some((passage) => passage.includes(` ${phrase}`)))
}

function rowOf(debate: MemoryDebate): CatalogueRow {
  const { id, tenant, title, tags, protocol, runner, simulated, spendNano, unpriced, createdAt, endedAt } = debate
  const live = { status: statusOf(debate), head: debate.entries.length, owned: living(debate) }
  return { id, tenant, title, tags: [...tags], protocol, runner, simulated, spendNano, unpriced, createdAt, endedAt, ...live }
}
