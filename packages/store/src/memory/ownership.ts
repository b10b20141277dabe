import type { Answers } from '../answers.ts'
import { StoreError } from '../store.ts'
import type { MemoryDebate, MemoryDisk, MemorySession } from './memory-disk.ts'

/** Who owns a debate: opening, claiming and giving back. */
export function ownershipIn(disk: MemoryDisk, session: MemorySession): Pick<Answers, 'open' | 'claim' | 'release'> {
  const { debates, tombstones } = disk
  const present = () => {
    if (session.lost) throw new StoreError('failed', 'Another session declared this one dead. Open the store again to own debates.')
  }
  return {
    open({ entries, searchText, ...debate }) {
      present()
      if (debates.has(debate.id) || tombstones.has(debate.id)) return 'exists'
      disk.opened += 1
      debates.set(debate.id, {
        ...debate,
        number: disk.opened,
        createdAt: new Date().toISOString(),
        entries: [...entries],
        said: searchText ? [searchText] : [],
        commands: new Map(),
        status: 'running',
        spendNano: 0,
        endedAt: null,
        epoch: 1,
        owner: session,
        orphaned: false,
      })
      return { debateId: debate.id, epoch: 1, head: entries.length, secret: debate.secret, tookOver: false }
    },
    claim(debateId) {
      present()
      const debate = debates.get(debateId)
      if (!debate) return tombstones.has(debateId) ? 'deleted' : 'unknown'
      if (debate.endedAt) return 'ended'
      if (owned(disk, debate)) return 'owned'
      const tookOver = debate.orphaned
      debate.epoch += 1
      debate.owner = session
      debate.orphaned = false
      return { debateId, epoch: debate.epoch, head: debate.entries.length, secret: debate.secret, tookOver }
    },
    release(debateId, epoch) {
      const debate = debates.get(debateId)
      if (debate?.owner === session && debate.epoch === epoch) debate.owner = null
    },
  }
}

/** Whether a living session owns the debate. A dead one is buried here: all that it owned is free, and it learns that it is lost. */
export function owned(disk: MemoryDisk, { owner }: MemoryDebate): boolean {
  if (!owner?.dead) return owner !== null
  for (const debate of disk.debates.values()) {
    if (debate.owner !== owner) continue
    debate.owner = null
    debate.orphaned = true
  }
  owner.lost = true
  owner.lose()
  return false
}
