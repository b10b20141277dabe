import type { Append } from '@quorum/debate'
import type { Answers } from '../answers.ts'
import type { MemoryDebate, MemoryDisk, MemorySession } from './memory-disk.ts'

/** Entries, the inbox and blobs. */
export function logIn(
  disk: MemoryDisk,
  session: MemorySession,
): Pick<Answers, 'append' | 'read' | 'heads' | 'send' | 'inbox' | 'putBlob' | 'getBlob'> {
  const { debates, tombstones, blobs, waiting } = disk
  return {
    append(append) {
      const debate = debates.get(append.debateId)
      if (!debate) return 'fenced'
      const fits = debate.owner === session && debate.epoch === append.epoch && debate.entries.length === append.head && !debate.endedAt
      if (!fits) return repeats(debate, append) ? 'written' : 'fenced'
      write(disk, debate, append)
      return 'written'
    },
    read: (debateId, after, limit) => debates.get(debateId)?.entries.slice(after, after + limit) ?? [],
    heads: (ids) => new Map(ids.flatMap((id) => headOf(id, debates.get(id)))),

    send(debateId, command) {
      const debate = debates.get(debateId)
      if (!debate) return tombstones.has(debateId) ? 'deleted' : 'unknown'
      if (debate.commands.has(command.id)) return 'accepted'
      if (debate.endedAt) return 'ended'
      const sent = { debate, command: structuredClone(command) }
      debate.commands.set(command.id, sent)
      waiting.add(sent)
      return 'accepted'
    },
    inbox: () =>
      [...waiting].filter(({ debate }) => debate.owner === session).map(({ debate, command }) => ({ debateId: debate.id, command })),

    putBlob(hash, bytes) {
      if (!blobs.has(hash)) blobs.set(hash, bytes.slice())
    },
    getBlob: (hash) => blobs.get(hash)?.slice() ?? null,
  }
}

const headOf = (id: string, debate: MemoryDebate | undefined): [string, number][] => (debate ? [[id, debate.entries.length]] : [])

const repeats = (debate: MemoryDebate, { entries }: Append) =>
  entries.length > 0 && entries.every(({ id, seq }) => debate.entries[seq - 1]?.id === id)

function write({ waiting }: MemoryDisk, debate: MemoryDebate, { entries, applied = [], catalogue = {}, ends }: Append) {
  debate.entries.push(...entries.map(({ id, seq, type, text }) => ({ id, seq, type, text })))
  for (const id of applied) {
    const sent = debate.commands.get(id)
    if (sent) waiting.delete(sent)
  }
  debate.status = catalogue.status ?? debate.status
  debate.title = catalogue.title ?? debate.title
  debate.spendNano = catalogue.spendNano ?? debate.spendNano
  if (catalogue.searchText) debate.said.push(catalogue.searchText)
  if (!ends) return
  for (const sent of debate.commands.values()) waiting.delete(sent)
  debate.endedAt = new Date().toISOString()
  debate.owner = null
}
