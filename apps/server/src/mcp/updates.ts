import type { Heard, Room } from '@quorum/quorum'
import { uriOf } from './resources.ts'

const changing: ReadonlySet<Heard['told']['type']> = new Set([
  'debate-opened',
  'turn-ended',
  'step-ended',
  'human-spoke',
  'debate-paused',
  'debate-resumed',
  'debate-ended',
])

/** Calls back when the transcript of a debate of this process has changed; answers how to stop. */
export const onUpdates = (room: Room, told: (uri: string, tenant: string) => void): (() => void) =>
  room.listen(({ debateId, tenant, told: { type } }) => {
    if (changing.has(type)) told(uriOf(debateId), tenant)
  })
