/** Run as a process of its own by `dying-server.ts`: a server that holds one debate, and dies at a moment of telling it. */
import { modelCatalogue } from '@quorum/models'
import { openQuorum } from '@quorum/quorum'
import { type Store, sqliteStore } from '@quorum/store'
import { openServer } from '../../open-server.ts'
import { deliveryKind } from '../delivery.ts'
import type { Dying } from './dying-server.ts'

const { path, simulator, allow, request, at } = JSON.parse(process.argv[2] ?? '') as Dying
const store = await sqliteStore({ path })
const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: simulator }, random: () => 0 })
const { documents } = store
const die = () => process.kill(process.pid, 'SIGKILL')
const ofEnd = (text: string) => text.includes('debate.ended')
const mortal: Store = {
  ...store,
  async append(append) {
    const answer = await store.append(append)
    if (append.ends && at === 'ended') die()
    return answer
  },
  documents: {
    ...documents,
    async add(document) {
      const tells = document.kind === deliveryKind && ofEnd(document.text)
      if (tells && at === 'heard') die()
      const answer = await documents.add(document)
      if (tells && at === 'written') die()
      return answer
    },
    async remove(kind, id) {
      const document = await documents.get(kind, id)
      if (kind === deliveryKind && document && ofEnd(document.text) && at === 'delivered') die()
      return documents.remove(kind, id)
    },
  },
}

const room = openQuorum({ store: mortal, models, runner: 'server', app: 'test', pollMs: 20 })
await openServer(room, { port: 0, app: 'test', webhooks: { allow, waits: [1, 1] } })
await room.start(request)
