import { StoreError } from '../store.ts'
import type { GroupCommit, Result } from './group-commit.ts'
import type { Session } from './session.ts'

/** A write that waits for the next commit. One that `owns` needs the session on record first. */
export type Write = { readonly owns: boolean; run(): unknown; done(result: Result): void }

export type WriteQueue = {
  add(write: Write): void
  /** Commits all that is queued, unless it waits for another process to finish. */
  flush(): void
  isEmpty(): boolean
}

/**
 * Writes in the order they came. What queues up while a commit runs, or while another process writes, is the next commit; no timer holds
 * anything back. `again` is called when it is time to flush once more.
 */
export function writeQueue(commit: GroupCommit, session: Session, busyMs: number, again: () => void): WriteQueue {
  let queue: Write[] = []
  let busySince: number | null = null
  let retry: ReturnType<typeof setTimeout> | undefined

  function settle(writes: readonly Write[], result: (index: number) => Result | undefined): void {
    busySince = null
    for (const [index, write] of writes.entries()) write.done(result(index) ?? missing)
  }

  function wait(): void {
    busySince ??= performance.now()
    if (performance.now() - busySince < busyMs) {
      retry = setTimeout(
        () => {
          retry = undefined
          again()
        },
        1 + Math.random() * 5,
      )
      return
    }
    const refused = queue.splice(0)
    const suspects = `Others that own debates in it: ${session.others()}.`
    const error = new StoreError('busy', `Another process kept the database locked for ${busyMs} ms. Try again. ${suspects}`)
    settle(refused, () => ({ ok: false, error }))
  }

  /** Takes out the writes that need a session where there can be none. */
  function joined(): boolean {
    if (!queue.some(({ owns }) => owns)) return true
    const joining = session.join(commit)
    if (joining === 'busy') return false
    if (joining === 'joined') return true
    const refused = queue.filter(({ owns }) => owns)
    queue = queue.filter(({ owns }) => !owns)
    settle(refused, () => ({ ok: false, error: joining }))
    return true
  }

  return {
    add(write) {
      queue.push(write)
    },
    isEmpty: () => queue.length === 0,
    flush() {
      if (retry || queue.length === 0) return
      if (!joined()) return wait()
      if (queue.length === 0) return
      const results = commit(queue.map(({ run }) => run))
      if (results === 'busy') return wait()
      settle(queue.splice(0), (index) => results[index])
    },
  }
}

const missing: Result = { ok: false, error: new StoreError('failed', 'A write was left without its result.') }
