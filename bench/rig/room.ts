import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ending } from '@quorum/debate'
import { modelCatalogue } from '@quorum/models'
import { type DebateRequest, openQuorum, type Quorum } from '@quorum/quorum'
import { sqliteStore } from '@quorum/store'
import { recorder, type Sent } from './recording.ts'
import { startVendor, type Vendor } from './vendor.ts'

/** A room as the apps open it, with a vendor beside it: SQLite in a folder of its own, models over HTTP. */
export type Room = {
  readonly quorum: ReturnType<typeof openQuorum>
  readonly vendor: Vendor
  readonly folder: string
  /** The requests of a debate, to be sent again without it. */
  requestsOf(debate: DebateRequest): Promise<readonly Sent[]>
  close(): Promise<void>
}

export async function openRoom(): Promise<Room> {
  const vendor = await startVendor()
  const { folder, remove } = newFolder()
  const env = { QUORUM_SIMULATOR_URL: vendor.url }
  const opened = async (file: string, models = modelCatalogue({ env })) =>
    openQuorum({ store: await sqliteStore({ path: join(folder, file) }), models, runner: 'server', app: 'bench' })
  const quorum = await opened('bench.db')
  return {
    quorum,
    vendor,
    folder,
    async requestsOf(debate) {
      const { dispatcher, take } = recorder()
      const recorded = await opened('recorded.db', modelCatalogue({ env, dispatcher }))
      await held(recorded, debate)
      await recorded.close()
      await dispatcher.close()
      return take()
    },
    async close() {
      await quorum.close()
      await vendor.close()
      remove()
    },
  }
}

/** On the disk that `QUORUM_BENCH_FOLDER` names; else the system's for temporary files. */
export function newFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(process.env.QUORUM_BENCH_FOLDER ?? tmpdir(), 'quorum-bench-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A debate from the request to its end on disk. Throws where it did not end as its protocol says: a figure of it would mean nothing. */
export async function held(quorum: Quorum, request: DebateRequest): Promise<Extract<Ending, { as: 'ended' }>> {
  const ending = await (await quorum.start(request)).ending
  if (ending.as !== 'ended' || ending.status !== 'complete') throw new Error(`The debate did not end well: ${JSON.stringify(ending)}`)
  return ending
}
