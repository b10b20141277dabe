import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../store.ts'
import { catalogueContract } from './catalogue-contract.ts'
import { deletionContract } from './deletion-contract.ts'
import { documentsContract } from './documents-contract.ts'
import type { Grounds, Trial } from './grounds.ts'
import { inboxContract } from './inbox-contract.ts'
import { ledgerContract } from './ledger-contract.ts'
import { logContract } from './log-contract.ts'
import { ownershipContract } from './ownership-contract.ts'
import { queueContract } from './queue-contract.ts'

/** What every adapter of the `Store` port must do, tried with several sessions on the same data. */
export function storeContract(name: string, make: () => Promise<Grounds>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let trial: Trial
    let sessions: Store[]

    beforeEach(async () => {
      const grounds = await make()
      sessions = []
      const session = async () => {
        const store = await grounds.session()
        sessions.push(store)
        return store
      }
      const [store, other] = await Promise.all([session(), session()])
      trial = { grounds: { ...grounds, session }, store, other }
    })
    afterEach(async () => {
      for (const store of sessions) await store.close()
      await trial.grounds.clear()
    })

    const current = () => trial
    describe('its log', () => logContract(current))
    describe('its owners', () => ownershipContract(current))
    describe('its inbox', () => inboxContract(current))
    describe('its catalogue', () => catalogueContract(current))
    describe('its deletions and blobs', () => deletionContract(current))
    describe('its queue', () => queueContract(current))
    describe('its documents', () => documentsContract(current))
    describe('its ledger', () => ledgerContract(current))
  })
}
