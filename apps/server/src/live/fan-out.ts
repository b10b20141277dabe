import type { CatalogueRow } from '@quorum/store'
import type { FastifyBaseLogger } from 'fastify'
import { Channel, type Readable } from './channel.ts'
import { Batch, resetFrame } from './frame.ts'
import { pace } from './pace.ts'
import type { Reader } from './reader.ts'

/** The debates that are read here, each watched once. */
export type FanOut = {
  /**
   * Reads a debate to somebody: everything recorded after a seq, then the turns in flight, then what comes; then it says good-bye. Resolves
   * when all of it was passed on or the reader has gone, and never rejects. `after` beyond the debate's head: `reset`, and everything.
   * `row`: the debate's, as the quorum has just given it.
   */
  join(quorum: Readable, row: CatalogueRow, after: number, reader: Reader): Promise<void>
}

type Ports = {
  /** Fires when everybody has to go, and to come back elsewhere. */
  readonly draining: AbortSignal
  readonly log: Pick<FastifyBaseLogger, 'error'>
}

export function fanOut({ draining, log }: Ports): FanOut {
  const channels = new Map<string, Channel>()
  const readers = new Set<Reader>()
  const beat = pace()
  draining.addEventListener('abort', () => {
    for (const reader of readers) reader.end()
  })
  const report = (err: unknown, debateId: string): void => log.error({ err, debateId }, 'a debate could not be read on')

  function channelOf(quorum: Readable, row: CatalogueRow): Channel {
    const found = channels.get(row.id)
    if (found) return found
    const channel = new Channel(row, {
      quorum,
      pace: beat,
      over: () => channels.get(row.id) === channel && channels.delete(row.id),
      report: (error) => report(error, row.id),
    })
    channels.set(row.id, channel)
    return channel
  }

  return {
    async join(quorum, row, after, reader) {
      const beyond = after > row.head
      if (beyond) reader.write(new Batch([resetFrame(row.id, row.head)]))
      readers.add(reader)
      try {
        if (!draining.aborted) await channelOf(quorum, row).join(reader, beyond ? 0 : after)
      } catch (error) {
        report(error, row.id)
      } finally {
        readers.delete(reader)
        reader.end()
      }
    },
  }
}
