import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Catalogue, type Environment, modelCatalogue, Secret } from '@quorum/models'
import { openProviderKeys, openQuorum, type QuorumOptions, type Room } from '@quorum/quorum'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { type Store, sqliteStore } from '@quorum/store'
import { openServer, type Server, type ServerOptions } from '../open-server.ts'

export type RigOptions = {
  readonly server?: Partial<ServerOptions>
  readonly room?: Partial<QuorumOptions>
  /** Keys and addresses of providers besides the loopback vendors, and what stored keys are encrypted by. */
  readonly env?: Environment
  /** Where the debates are; a new folder that goes with the rig where it is left out. */
  readonly folder?: string
}

/** A real server on a port of its own, over SQLite in a folder and loopback vendors. */
export type Rig = {
  readonly url: string
  readonly server: Server
  readonly room: Room
  readonly store: Store
  readonly models: Catalogue
  readonly vendor: Simulator
  readonly folder: string
  /** `fetch` on the server, with a JSON body where one is given. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  close(): Promise<void>
}

export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string; json<T = Record<string, unknown>>(): T }

export async function openRig({ server: options, room: wanted, env = {}, folder: given }: RigOptions = {}): Promise<Rig> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'quorum-server-'))
  const vendor = await startSimulator()
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: vendor.url, ...env }, random: () => 0 })
  const store = await sqliteStore({ path: join(folder, 'quorum.db') })
  const secretKey = env.QUORUM_SECRET_KEY ? new Secret(env.QUORUM_SECRET_KEY) : null
  const keys = await openProviderKeys({ documents: store.documents, keyring: models.keys, secretKey })
  const room = openQuorum({ store, models, keys, runner: 'server', app: 'test', pollMs: 20, ...wanted })
  const server = await openServer(room, { port: 0, app: 'test', graceMs: 0, ...options })
  return {
    url: server.url,
    server,
    room,
    store,
    models,
    vendor,
    folder,
    async ask(method, path, body, headers = {}) {
      const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
      const response = await fetch(server.url + path, { method, headers, ...sent })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) }
    },
    async close() {
      await server.close()
      await vendor.close()
      if (!given) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A small debate of simulated models that agree at once: `POST /api/v1/debates` takes it as it is. */
export const quick = {
  motion: { question: 'Is a hot dog a sandwich?', answer: 'yesno' as const },
  panel: [{ model: 'sim/ada+answer=yes' }, { model: 'sim/bob+answer=yes' }, { model: 'sim-anthropic/cyd+answer=yes' }],
  protocol: { name: 'vote' },
  seed: 7,
}
