import type { Session } from './session.ts'
import type { Errand } from './wire.ts'
import type { Write } from './write-queue.ts'

/** The write that keeps the session's lease, unless the main loop has stopped turning. `lost` is called when others took the session off. */
export function renewal(session: Session, { lease, heartbeat }: Errand, lost: () => void): Write {
  const stalledMs = Number(process.hrtime.bigint() - Atomics.load(heartbeat, 0)) / 1e6
  return {
    owns: false,
    run: () => session.renew(stalledMs < lease.stallMs),
    done(result) {
      if (!result.ok || result.value === true || session.id() === null) return
      session.lose()
      lost()
    },
  }
}
