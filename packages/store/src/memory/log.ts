import type { Append, Entry } from '@quorum/debate'
import type { Answers } from '../answers.ts'
import { sourceHashes } from '../source-hashes.ts'
import { grant, ofDebate, settle } from './ledger.ts'
import type { MemoryDebate, MemoryDisk, MemoryOwner } from './memory-disk.ts'

/** Entries, the inbox and blobs. */
export function logIn(
  disk: MemoryDisk,
  owner: MemoryOwner,
): Pick<Answers, 'append' | 'read' | 'heads' | 'send' | 'inbox' | 'putBlob' | 'getBlob'> {
  const { debates, tombstones, blobs, waiting } = disk
  return {
    append(append) {
      const debate = debates.get(append.debateId)
      if (!debate) return 'fenced'
      const fits =
        debate.owner === owner.session() && debate.epoch === append.epoch && debate.entries.length === append.head && !debate.endedAt
      if (!fits) return repeats(debate, append) ? 'written' : 'fenced'
      write(disk, debate, append)
      return 'written'
    },
    read: (debateId, after, limit) => debates.get(debateId)?.entries.slice(after, after + limit) ?? [],
    heads: (ids) => new Map(ids.flatMap((id) => headOf(id, debates.get(id)))),

    send(debateId, command, holds = []) {
      const debate = debates.get(debateId)
      if (!debate) return tombstones.has(debateId) ? 'deleted' : 'unknown'
      if (debate.commands.has(command.id)) return 'accepted'
      if (debate.endedAt) return 'ended'
      const over = grant(disk, ofDebate(debateId), holds, null)
      if (over) return over
      const sent = { debate, command: structuredClone(command) }
      debate.commands.set(command.id, sent)
      waiting.add(sent)
      return 'accepted'
    },
    inbox: () =>
      [...waiting]
        .filter(({ debate }) => debate.owner === owner.session())
        .map(({ debate, command }) => ({ debateId: debate.id, command })),

    putBlob: (hash, bytes) => keepBlob(disk, hash, bytes),
    getBlob: (hash) => blobs.get(hash)?.bytes.slice() ?? null,
  }
}

export function keepBlob({ blobs }: MemoryDisk, hash: string, bytes: Uint8Array): void {
  const found = blobs.get(hash)
  blobs.set(hash, { bytes: found?.bytes ?? bytes.slice(), putAt: Date.now() })
}

const headOf = (id: string, debate: MemoryDebate | undefined): [string, number][] => (debate ? [[id, debate.entries.length]] : [])

const repeats = (debate: MemoryDebate, { entries }: Append) =>
  entries.length > 0 && entries.every(({ id, seq }) => debate.entries[seq - 1]?.id === id)

/** Writes entries, and notes which blobs they speak of. */
export function writeEntries({ entries, sources }: MemoryDebate, written: readonly Entry[]): void {
  for (const entry of written) {
    const { id, seq, type, text } = entry
    entries.push({ id, seq, type, text })
    for (const hash of sourceHashes(entry)) sources.add(hash)
  }
}

function write(disk: MemoryDisk, debate: MemoryDebate, { entries, applied = [], catalogue = {}, ends }: Append) {
  const { waiting } = disk
  writeEntries(debate, entries)
  for (const id of applied) {
    const sent = debate.commands.get(id)
    if (sent) waiting.delete(sent)
  }
  debate.status = catalogue.status ?? debate.status
  debate.title = catalogue.title ?? debate.title
  debate.spendNano = catalogue.spendNano ?? debate.spendNano
  debate.unpriced = catalogue.unpriced ?? debate.unpriced
  debate.simulated ||= catalogue.simulated ?? false
  if (catalogue.searchText) debate.said.push(catalogue.searchText)
  if (!ends) return
  for (const sent of debate.commands.values()) waiting.delete(sent)
  settle(disk, ofDebate(debate.id), debate.spendNano)
  debate.endedAt = new Date().toISOString()
  debate.owner = null
}
