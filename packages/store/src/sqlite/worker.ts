/** The thread that holds the database: it answers the batches that the main thread sends, and keeps the session's lease. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { Asked } from '../answers.ts'
import { answersFrom } from './answers-from.ts'
import { ballastBeside } from './ballast.ts'
import { openDatabase } from './database.ts'
import { storeError } from './failure.ts'
import { groupCommit, type Result } from './group-commit.ts'
import { holdsIn } from './holds.ts'
import { renewal } from './renewal.ts'
import { sessionIn } from './session.ts'
import { sweepIn } from './sweep.ts'
import type { Call, Errand, Failed, Reply, Told } from './wire.ts'
import { type Write, writeQueue } from './write-queue.ts'

/** Writes share a commit; those that own need the session on record first. */
const kinds: Readonly<Record<Asked, 'reads' | 'writes' | 'owns'>> = {
  append: 'writes',
  open: 'owns',
  claim: 'owns',
  release: 'writes',
  read: 'reads',
  heads: 'reads',
  send: 'writes',
  inbox: 'reads',
  secret: 'reads',
  get: 'reads',
  list: 'reads',
  patch: 'writes',
  delete: 'writes',
  putBlob: 'writes',
  getBlob: 'reads',
  orphans: 'reads',
  'documents.add': 'writes',
  'documents.put': 'writes',
  'documents.get': 'reads',
  'documents.take': 'writes',
  'documents.list': 'reads',
  'documents.remove': 'writes',
  'ledger.hold': 'owns',
  'ledger.settle': 'writes',
  'ledger.accounts': 'reads',
}

/** Between two rounds of cleaning up, in ms. */
const tidyMs = 10 * 60_000

const port = parentPort
if (!port) throw new Error('This file runs as a worker thread only.')
const tell = (told: Told) => port.postMessage(told)
const errand = workerData as Errand
const { path } = errand
try {
  serve(port)
  tell({ ready: true })
} catch (error) {
  tell({ failed: failed(error) })
}

function serve(port: MessagePort): void {
  const db = openDatabase(path)
  const ballast = ballastBeside(path)
  const holds = holdsIn(db)
  const sweep = sweepIn(db)
  const tidy = () => {
    sweep()
    ballast.ready()
  }
  const { lease, pulse } = errand
  const lost = () => tell({ lost: true })
  const session = sessionIn(db, { folder: `${path}-sessions`, lease, pulse, forfeit: holds.forfeit, tidy, lost })
  const answers = answersFrom(db, { session, holds, ballast })
  const writes = writeQueue(groupCommit(db, path, ballast), session, errand.busyMs, work)
  const reads: (() => void)[] = []
  const replies: Reply[] = []
  let closing: { readonly id: number; readonly left: boolean } | null = null

  const result = (id: number, given: Result): Reply => (given.ok ? { id, value: given.value } : { id, failed: failed(given.error) })

  function take(call: Call): void {
    if (call.what === 'close') {
      leave(call.id)
      return
    }
    const { id, what, args } = call
    const run = () => (answers[what] as (...given: typeof args) => unknown)(...args)
    const done = (given: Result) => void replies.push(result(id, given))
    if (kinds[what] === 'reads') reads.push(() => done(attempt(run)))
    else writes.add({ owns: kinds[what] === 'owns', run, done })
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

  function leave(id: number): void {
    const done = ({ ok }: Pick<Result, 'ok'>) => {
      closing = { id, left: ok }
    }
    for (const timer of timers) clearInterval(timer)
    if (session.id() === null) done({ ok: true })
    else writes.add({ owns: false, run: session.leave, done })
  }

  /** Should the disk have refused the release, the lock goes free all the same, and others claim as from a dead session. */
  function close({ id, left }: { readonly id: number; readonly left: boolean }): void {
    session.unlock(left)
    db.close()
    tell({ replies: [{ id, value: undefined }] })
    port.close()
  }

  /** What a session does by itself; what fails then is done the next time. */
  const every = (ms: number, write: () => Write) =>
    setInterval(() => {
      if (session.id() === null) return
      writes.add(write())
      work()
    }, ms)
  const timers = [
    every(lease.renewMs, () => renewal(session, errand)),
    every(tidyMs, () => ({ owns: false, run: tidy, done: () => undefined })),
  ]
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
