import type { Room } from '@quorum/quorum'
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client'
import type { FanOut } from '../live/fan-out.ts'

/** Debates that wait are counted up to here. */
const mostWaiting = 2000

/** What the process is at when it is asked: debates, memory, event loop. */
export function processMetrics(registry: Registry, room: Pick<Room, 'busy' | 'store'>): void {
  collectDefaultMetrics({ register: registry, prefix: 'quorum_', eventLoopMonitoringPrecision: 20 })
  new Gauge({
    name: 'quorum_debates_running',
    help: 'Debates at work in this process.',
    registers: [registry],
    collect() {
      this.set(room.busy())
    },
  })
  new Gauge({
    name: 'quorum_debates_waiting',
    help: `Debates that wait for a process, here or elsewhere: queued, or left by one that died. Up to ${mostWaiting}.`,
    registers: [registry],
    async collect() {
      this.set((await room.store.orphans(mostWaiting)).length)
    },
  })
}

/** The same way to debates, with everybody counted who is on it. */
export function countWatchers(registry: Registry, fanOut: FanOut): FanOut {
  const watchers = new Gauge({ name: 'quorum_watchers', help: 'Who reads a debate live here.', registers: [registry] })
  return {
    ...fanOut,
    async join(...joining) {
      watchers.inc()
      try {
        return await fanOut.join(...joining)
      } finally {
        watchers.dec()
      }
    },
  }
}
