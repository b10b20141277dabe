import type { Quorum } from '@quorum/quorum'
import { Channel } from './channel.ts'
import { Batch } from './frame.ts'
import type { Reader } from './reader.ts'

/** The debates that are read here, each watched once. */
export type FanOut = {
  /**
   * Reads a debate to somebody: everything recorded after a seq, then the turns in flight, then what comes. Resolves when the debate has
   * ended and all of it was passed on, or when the reader has gone. `after` beyond the debate's end: `reset`, and everything.
   */
  join(quorum: Quorum, debateId: string, after: number, reader: Reader): Promise<void>
}

export function fanOut(draining: AbortSignal): FanOut {
  const channels = new Map<string, Channel>()

  function channelOf(quorum: Quorum, debateId: string, head: number): Channel {
    const found = channels.get(debateId)
    if (found) return found
    const channel = new Channel(debateId, quorum, head)
    channels.set(debateId, channel)
    const over = (): void => {
      if (channels.get(debateId) === channel) channels.delete(debateId)
    }
    channel.over.then(over, over)
    return channel
  }

  return {
    async join(quorum, debateId, after, reader) {
      const { head } = await quorum.row(debateId)
      const good = after <= head
      if (!good) reader.write(new Batch([{ seq: null, type: 'reset', text: JSON.stringify({ v: 1, type: 'reset', debateId, head }) }]))
      const end = (): void => reader.end()
      draining.addEventListener('abort', end, { once: true })
      try {
        await channelOf(quorum, debateId, head).join(reader, good ? after : 0)
      } finally {
        draining.removeEventListener('abort', end)
      }
    },
  }
}
