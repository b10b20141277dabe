import type { ServerContext } from '@modelcontextprotocol/server'
import type { DebateEvent } from '@quorum/debate'
import type { Desk } from './desk.ts'
import { progressOf } from './progress.ts'

/** Tells the client of one call how its debate goes. */
export type Reporter = {
  hear(event: DebateEvent): void
  stop(): void
}

/**
 * Reports at whatever happens, and every `beatMs` where nothing does, under the call's progress token; null where it has none, and its client
 * wants to hear nothing. Each report's progress is higher than the one's before: between two turns it comes ever closer to the next.
 */
export function reporterOf({ mcpReq }: ServerContext, { log, times }: Desk): Reporter | null {
  const progressToken = mcpReq._meta?.progressToken
  if (progressToken === undefined) return null
  const progress = progressOf()
  let done = 0
  let within = 0

  function report(message: string): void {
    if (progress.done > done) {
      done = progress.done
      within = 0
    } else within++
    const params = { progressToken, progress: done + within / (within + 1), total: progress.total, message }
    mcpReq.notify({ method: 'notifications/progress', params }).catch((err: unknown) => log.debug({ err }, 'a report did not arrive'))
  }

  const beat = setInterval(() => report(progress.waiting()), times.beatMs)
  return {
    hear(event) {
      const message = progress.hear(event)
      if (message === null) return
      beat.refresh()
      report(message)
    },
    stop: () => clearInterval(beat),
  }
}
