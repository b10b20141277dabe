/** Run as a process of its own: a server over SQLite with a vendor beside it, as `quorum serve` opens them. */
import { openServer } from '@quorum/server'
import { serveTasks } from './child.ts'
import { cpuSince } from './cpu.ts'
import { fsyncMs } from './fsync.ts'
import { openRoom } from './room.ts'
import { unsettledSeed } from './three-by-three.ts'

const room = await openRoom()
const { url } = await openServer(room.quorum, { port: 0, app: 'bench' })
let since = cpuSince()

export const tasks = serveTasks({
  url: () => url,
  seed: () => unsettledSeed(room.quorum),
  /** What the vendor saw since it was last asked for; from here on it notes anew. */
  async requests() {
    const seen = await room.vendor.requests()
    await room.vendor.reset()
    return seen
  },
  /** CPU of this process since it was last asked for. */
  cpu() {
    const used = since()
    since = cpuSince()
    return used
  },
  fsync: () => fsyncMs(room.folder),
  end: () => room.close(),
})
