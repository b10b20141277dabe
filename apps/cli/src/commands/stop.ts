import process from 'node:process'
import type { Flags } from '../flags.ts'
import { follow } from '../follow.ts'
import { idOf, openRoom } from '../room.ts'

/** `quorum stop ID`: whoever runs the debate ends it; one that nobody runs is ended here, with the verdict so far. */
export async function stop(flags: Flags, debate: string): Promise<number> {
  const room = await openRoom()
  try {
    const id = await idOf(debate, room.quorum)
    const row = await room.quorum.store.get(id)
    const orphan = row !== null && row !== 'deleted' && row.endedAt === null && !row.owned
    const started = orphan ? await room.quorum.resume(id, { conclude: true }) : 'told'
    if (started !== 'told') return await follow(started, room, { ...flags, display: 'none' })
    await room.quorum.send(id, { type: 'stop' })
    process.stderr.write(`Stopping. See the verdict with: quorum watch ${id}\n`)
    return 0
  } finally {
    await room.close()
  }
}
