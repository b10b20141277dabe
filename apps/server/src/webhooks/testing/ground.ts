import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '@quorum/models'
import type { DebateRequest } from '@quorum/quorum'
import type { Document } from '@quorum/store'
import { openRig, quick, type Rig } from '../../testing/rig.ts'
import { deliveryKind } from '../delivery.ts'
import type { WebhookOptions } from '../mount-webhooks.ts'
import { openReceiver, type Receiver, type Told } from './receiver.ts'

/** One store, servers over it one after the other, and somebody who is told. */
export type Ground = {
  readonly folder: string
  readonly receiver: Receiver
  open(webhooks?: WebhookOptions, env?: Environment): Promise<Rig>
  close(rig: Rig): Promise<void>
  /** Makes a webhook that calls the receiver. */
  hook(rig: Rig, body?: object): Promise<{ readonly id: string; readonly secret: string }>
  end(): Promise<void>
}

export async function openGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-webhooks-'))
  const receiver = await openReceiver()
  const rigs = new Set<Rig>()
  return {
    folder,
    receiver,
    async open(webhooks, env = {}) {
      const server = { webhooks: { allow: [receiver.origin], ...webhooks } }
      const rig = await openRig({ folder, server, env, room: { sweep: { everyMs: 20 } } })
      rigs.add(rig)
      return rig
    },
    async close(rig) {
      rigs.delete(rig)
      await rig.close()
    },
    hook: async (rig, body) => (await rig.ask('POST', '/api/v1/webhooks', { url: receiver.url, ...body })).json(),
    async end() {
      for (const rig of rigs) await rig.close()
      await receiver.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const request = quick as DebateRequest
/** Nobody answers: it goes on until it is stopped. */
export const silent: DebateRequest = { ...request, panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }] }

export const ended = (told: readonly Told[]): boolean => told.some(({ type }) => type === 'debate.ended')

/** Deliveries that are on disk. */
export const pending = async ({ store }: Rig): Promise<readonly Document[]> =>
  (await store.documents.list({ kind: deliveryKind })).documents

/** Resolves when something that no event tells has become so. */
export async function eventually<T>(look: () => Promise<T>, good: (found: T) => boolean): Promise<T> {
  for (;;) {
    const found = await look()
    if (good(found)) return found
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
