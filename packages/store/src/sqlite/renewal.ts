import { holdFresh, stalledMs } from './pulse.ts'
import type { Session } from './session.ts'
import type { Errand } from './wire.ts'
import type { Write } from './write-queue.ts'

/** The write that keeps the session's lease, unless the main loop has stopped turning. */
export function renewal(session: Session, { lease, pulse }: Pick<Errand, 'lease' | 'pulse'>): Write {
  const turning = stalledMs(pulse) < lease.stallMs
  let askedAt = 0n
  return {
    owns: false,
    run() {
      askedAt = process.hrtime.bigint()
      return session.renew(turning)
    },
    done(result) {
      if (!result.ok || session.id() === null) return
      if (result.value === null) session.lose()
      else if (turning) holdFresh(pulse, askedAt, Number(result.value))
    },
  }
}
