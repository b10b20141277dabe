import { Problem } from '@quorum/quorum'
import type { Operation } from '@quorum/sdk'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Keys } from './keys.ts'

/** Connections that are kept open to tell of what comes. */
export type Held = {
  /**
   * Counts one for as long as it is open, and cuts it when its key is revoked. Throws `too-many` where somebody has as many as anybody may.
   * `who`: whom it counts for.
   */
  hold(request: FastifyRequest, reply: FastifyReply, who: string, keyId: string | null): void
}

export function heldConnections(keys: Keys, most: number): Held {
  const open = new Map<string, number>()
  return {
    hold({ raw: { socket } }, { raw }, who, keyId) {
      const before = open.get(who) ?? 0
      if (before >= most) throw new Problem('too-many', `There may be ${most} streams at once: close one first.`, { retryAfter: 30 })
      open.set(who, before + 1)
      const watch = keyId === null ? null : keys.watch(keyId)
      const cut = (): void => void socket.destroy()
      const leave = (): void => {
        for (const emitter of [raw, socket]) emitter.off('close', leave)
        raw.off('finish', leave)
        watch?.gone.removeEventListener('abort', cut)
        watch?.leave()
        const left = (open.get(who) ?? 1) - 1
        if (left > 0) open.set(who, left)
        else open.delete(who)
      }
      raw.once('finish', leave)
      for (const emitter of [raw, socket]) emitter.once('close', leave)
      watch?.gone.addEventListener('abort', cut, { once: true })
    },
  }
}

/** Whether an operation may go on telling for as long as a debate takes. */
export const tellsOn = ({ success: { status, type, also = [] } }: Operation): boolean =>
  status === 101 || type === 'text/event-stream' || also.includes('text/event-stream')
