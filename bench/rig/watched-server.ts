/** Run as a process of its own: a server over SQLite, with debates that wait for their watchers. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openServer } from '@quorum/server'
import { memoryHeld, nowMs, serveTasks } from './child.ts'
import { cpuSince } from './cpu.ts'
import { openRoom } from './room.ts'

const room = await openRoom()
const { url } = await openServer(room.quorum, { port: 0, app: 'bench' })

/** Nobody gives way: fourteen turns in seven steps, half a minute of words. */
const debate = {
  motion: { question: 'Should this team rewrite its monolith?' },
  panel: Object.entries({ ada: 'keep', bob: 'rewrite', cyd: 'wait' }).map(([name, answer]) => ({
    model: `sim/${name}+answer=${answer}+temper=stubborn+tokens=150+chunks=50+pace=40`,
    name,
  })),
  protocol: { name: 'auto' },
  seed: 7,
} as const

/** Milliseconds since 1970 when each event was there to be told, by debate and seq. */
const published = new Map<string, number[]>()
room.quorum.listen(({ debateId, told: { seq } }) => {
  if (seq === null) return
  const times = published.get(debateId) ?? []
  times[seq] = nowMs()
  published.set(debateId, times)
})
/** Milliseconds in which the debates go on one after another, so that their steps do not end together: as long as a turn. */
const apartMs = 2000
const endings = new Map<string, Promise<unknown>>()

async function openPaused(): Promise<string> {
  const { id, ending } = await room.quorum.start(debate)
  endings.set(id, ending)
  await room.quorum.send(id, { type: 'pause' })
  while ((await room.quorum.row(id)).status !== 'paused') await sleep(20)
  return id
}

export const tasks = serveTasks({
  url: () => url,
  /** Debates that have spoken for one step, and wait. */
  open: (count: number) => Promise.all(Array.from({ length: count }, openPaused)),
  memory: () => memoryHeld(),
  /** Lets them go on to their ends; when which event was there, and what that took. */
  async hold(ids: readonly string[]) {
    const since = cpuSince()
    const before = performance.now()
    await Promise.all(
      ids.map(async (id, index) => {
        await sleep((index * apartMs) / ids.length)
        await room.quorum.resume(id)
        await endings.get(id)
      }),
    )
    return { published: new Map(ids.map((id) => [id, published.get(id) ?? []])), cpu: since(), ms: performance.now() - before }
  },
  async end() {
    await room.close()
  },
})
