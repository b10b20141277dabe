import type { Answers } from '../answers.ts'
import { forfeit, grant, ofDebate } from './ledger.ts'
import { keepBlob, writeEntries } from './log.ts'
import type { MemoryDebate, MemoryDisk, MemoryOwner } from './memory-disk.ts'

/** Who owns a debate: opening, claiming and giving back. */
export function ownershipIn(disk: MemoryDisk, owner: MemoryOwner): Pick<Answers, 'open' | 'claim' | 'release' | 'orphans' | 'secret'> {
  const { debates, tombstones } = disk
  return {
    open({ entries, searchText, queued, holds = [], blobs = new Map(), ...facts }) {
      if (debates.has(facts.id) || tombstones.has(facts.id)) return 'exists'
      const over = grant(disk, ofDebate(facts.id), holds, null)
      if (over) return over
      disk.made += 1
      const debate: MemoryDebate = {
        ...facts,
        number: disk.made,
        createdAt: new Date().toISOString(),
        entries: [],
        sources: new Set(),
        said: searchText ? [searchText] : [],
        commands: new Map(),
        status: queued ? 'queued' : 'running',
        spendNano: 0,
        unpriced: false,
        endedAt: null,
        epoch: queued ? 0 : 1,
        owner: queued ? null : owner.present(),
        orphaned: false,
      }
      debates.set(debate.id, debate)
      for (const [hash, bytes] of blobs) keepBlob(disk, hash, bytes)
      writeEntries(debate, entries)
      if (queued) return 'queued'
      return { debateId: debate.id, epoch: 1, head: entries.length, secret: debate.secret, tookOver: false }
    },
    claim(debateId) {
      const session = owner.present()
      const debate = debates.get(debateId)
      if (!debate) return tombstones.has(debateId) ? 'deleted' : 'unknown'
      if (debate.endedAt) return 'ended'
      if (owned(disk, debate)) return 'owned'
      const tookOver = debate.orphaned
      debate.epoch += 1
      debate.owner = session
      debate.orphaned = false
      if (debate.status === 'queued') debate.status = 'running'
      return { debateId, epoch: debate.epoch, head: debate.entries.length, secret: debate.secret, tookOver }
    },
    release(debateId, epoch) {
      const debate = debates.get(debateId)
      if (debate?.owner === owner.session() && debate.epoch === epoch) debate.owner = null
    },
    secret: (debateId) => debates.get(debateId)?.secret ?? null,
    orphans: (limit) =>
      [...debates.values()]
        .filter((debate) => debate.runner === 'server' && !debate.endedAt && !living(debate))
        .filter((debate) => debate.status !== 'paused' || isCalled(disk, debate))
        .slice(0, limit)
        .map(({ id }) => id),
  }
}

export const living = ({ owner }: MemoryDebate): boolean => owner !== null && !owner.dead

/** Whether a living session owns the debate. A dead one is buried here: all that it owned is free, and it learns that it is lost. */
export function owned(disk: MemoryDisk, { owner }: MemoryDebate): boolean {
  if (!owner?.dead) return owner !== null
  for (const debate of disk.debates.values()) {
    if (debate.owner !== owner) continue
    debate.owner = null
    debate.orphaned = true
  }
  forfeit(disk, owner)
  owner.lost = true
  owner.lose()
  return false
}

const isCalled = ({ waiting }: MemoryDisk, { commands }: MemoryDebate) => commands.values().some((sent) => waiting.has(sent))
