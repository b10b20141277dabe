import type { DebateEvent } from '@quorum/debate'
import type { Quorum } from '@quorum/quorum'

type Waiting = {
  readonly signal: AbortSignal
  hear?(event: DebateEvent): void
}

/** Waits until a debate has ended, is paused, or the signal fires. */
export async function waitFor(debateId: string, quorum: Quorum, { signal, hear }: Waiting): Promise<void> {
  for await (const { event } of quorum.watch(debateId, { signal, stay: true })) {
    hear?.(event)
    // What was paused and has gone on since is of the past.
    if (event.type === 'debate-paused' && (await quorum.row(debateId)).status === 'paused') return
  }
}
