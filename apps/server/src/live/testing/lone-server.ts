/** Run as a process of its own by `child-server.ts`: a server over a store, until it is killed. */
import { modelCatalogue } from '@quorum/models'
import { openQuorum } from '@quorum/quorum'
import { sqliteStore } from '@quorum/store'
import { openServer } from '../../open-server.ts'

const { path, simulator } = JSON.parse(process.argv[2] ?? '') as { path: string; simulator: string }
const store = await sqliteStore({ path })
const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: simulator }, random: () => 0 })
const room = openQuorum({ store, models, runner: 'server', app: 'test', pollMs: 20 })
const { url } = await openServer(room, { port: 0, app: 'test' })
process.stdout.write(`${url}\n`)
