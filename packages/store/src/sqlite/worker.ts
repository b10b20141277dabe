/** The thread that holds the database: it answers the batches that the main thread sends, and keeps the session's lease. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { Answers } from '../answers.ts'
import { blobsIn } from './blobs.ts'
import { catalogueIn } from './catalogue.ts'
import { openDatabase } from './database.ts'
import { entryWriter } from './entry-writer.ts'
import { storeError } from './failure.ts'
import { groupCommit, type Result } from './group-commit.ts'
import { inboxIn } from './inbox.ts'
import { logIn } from './log.ts'
import { ownershipIn } from './ownership.ts'
import { searchIn } from './search.ts'
import { sessionIn } from './session.ts'
import type { Call, Errand, Failed, Reply, Told } from './wire.ts'
import { writeQueue } from './write-queue.ts'

const writing: ReadonlySet<Call['what']> = new Set(['append', 'open', 'claim', 'release', 'send', 'patch', 'delete', 'putBlob'])
const owning: ReadonlySet<Call['what']> = new Set(['open', 'claim'])

const port = parentPort
if (!port) throw new Error('This file runs as a worker thread only.')
const tell = (told: Told) => port.postMessage(told)
const { path, busyMs, lease, heartbeat } = workerData as Errand
try {
  serve(port)
  tell({ ready: true })
} catch (error) {
  tell({ failed: failed(error) })
}

function serve(port: MessagePort): void {
  const db = openDatabase(path)
  const session = sessionIn(db, `${path}-sessions`, lease)
  const writeEntries = entryWriter(db)
  const search = searchIn(db)
  const answers: Answers = {
    ...logIn(db, session, writeEntries, search),
    ...ownershipIn(db, session, writeEntries, search),
    ...inboxIn(db, session),
    ...catalogueIn(db, session, search),
    ...blobsIn(db),
  }
  const writes = writeQueue(groupCommit(db, path), session, busyMs, work)
  const reads: (() => void)[] = []
  const replies: Reply[] = []
  let closing: Reply | null = null

  const result = (id: number, given: Result): Reply => (given.ok ? { id, value: given.value } : { id, failed: failed(given.error) })

  function take(call: Call): void {
    if (call.what === 'close') {
      leave(call.id)
      return
    }
    const { id, what, args } = call
    const run = () => (answers[what] as (...given: typeof args) => unknown)(...args)
    const done = (given: Result) => void replies.push(result(id, given))
    if (writing.has(what)) writes.add({ owns: owning.has(what), run, done })
    else reads.push(() => done(attempt(run)))
  }

  /** All that has arrived: one commit for its writes, then its reads, one message with the answers. */
  function work(): void {
    for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port))
      for (const call of more.message as Call[]) take(call)
    writes.flush()
    for (const read of reads.splice(0)) read()
    if (replies.length > 0) tell({ replies: replies.splice(0) })
    if (closing && writes.isEmpty()) close(closing)
  }

  function renew(): void {
    if (session.id() === null) return
    const stalledNs = process.hrtime.bigint() - Atomics.load(heartbeat, 0)
    const run = () => session.renew(stalledNs < BigInt(lease.stallMs) * 1_000_000n)
    writes.add({
      owns: false,
      run,
      done(given) {
        if (!given.ok || given.value === true || session.id() === null) return
        session.lose()
        tell({ lost: true })
      },
    })
    work()
  }

  function leave(id: number): void {
    clearInterval(renewal)
    if (session.id() === null) closing = { id, value: undefined }
    else {
      const done = (given: Result) => {
        closing = result(id, given)
      }
      writes.add({ owns: false, run: session.leave, done })
    }
  }

  function close(last: Reply): void {
    session.unlock()
    db.close()
    tell({ replies: [last] })
    port.close()
  }

  const renewal = setInterval(renew, lease.renewMs)
  port.on('message', (calls: Call[]) => {
    for (const call of calls) take(call)
    work()
  })
}

function attempt(run: () => unknown): Result {
  try {
    return { ok: true, value: run() }
  } catch (error) {
    return { ok: false, error: storeError(error, path) }
  }
}

function failed(error: unknown): Failed {
  const { code, message } = storeError(error, path)
  return { code, message }
}
