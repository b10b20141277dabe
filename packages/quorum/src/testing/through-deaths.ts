import { modelCatalogue } from '@quorum/models'
import { type Store, sqliteStore } from '@quorum/store'
import { openQuorum } from '../open-quorum.ts'
import type { DebateRequest } from '../request.ts'
import type { Found } from './check-run.ts'
import { childRoom, Gone } from './child-room.ts'
import type { Death } from './death.ts'
import type { Vendor } from './vendor.ts'

/** How an owner goes: at a moment of its own, or killed from outside so many milliseconds after it began. */
export type Going = Death | { readonly afterMs: number }

type Trial = { readonly path: string; readonly vendor: Vendor; readonly key: string; readonly request: DebateRequest }

/**
 * Holds a debate through the deaths of its owners, each a process of its own, to its end in this process. Gives what was found after each
 * death and at the end; a debate that ended before its owner could die has one finding less.
 */
export async function throughDeaths(trial: Trial, goings: readonly Going[]): Promise<{ readonly id: string; readonly founds: Found[] }> {
  const { path, vendor, key } = trial
  const founds: Found[] = []
  let id = ''
  for (const going of goings) {
    id = await oneLife(trial, id, going)
    const store = await sqliteStore({ path })
    founds.push(await foundIn(store, id, vendor, key))
    const row = await store.get(id)
    await store.close()
    if (typeof row === 'object' && row?.endedAt) return { id, founds }
  }
  founds.push(await lastLife(trial, id))
  return { id, founds }
}

/** A process that begins the debate, or goes on with it, and dies; the debate's id. */
async function oneLife({ path, vendor, request }: Trial, id: string, going: Going): Promise<string> {
  const room = await childRoom({ path, simulator: vendor.url, ...('at' in going && { death: going }) })
  try {
    const begun = id ? room.call('resume', id) : room.call('start', request)
    const started = await unlessGone(begun)
    const known = id || (started !== null && started !== 'told' ? started.id : await newestIn(path))
    const timer = 'afterMs' in going && setTimeout(() => room.process.kill('SIGKILL'), going.afterMs)
    await unlessGone(room.ending(known))
    if (timer) clearTimeout(timer)
    return known
  } finally {
    await room.kill()
  }
}

/** What a process said; null where it died first. */
async function unlessGone<T>(said: Promise<T>): Promise<T | null> {
  try {
    return await said
  } catch (error) {
    if (error instanceof Gone) return null
    throw error
  }
}

async function lastLife({ path, vendor, key }: Trial, id: string): Promise<Found> {
  const store = await sqliteStore({ path })
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: vendor.url }, random: () => 0 })
  const quorum = openQuorum({ store, models, runner: 'cli', app: 'test', pollMs: 20 })
  try {
    for (let ended = false; !ended; ) {
      const started = await quorum.resume(id)
      if (started === 'told') throw new Error('somebody else runs it')
      const { as } = await started.ending
      // A debate that died three times without a word is paused, and goes on when somebody says so.
      ended = as !== 'paused'
    }
    return await foundIn(store, id, vendor, key)
  } finally {
    await quorum.close()
  }
}

export async function foundIn(store: Store, id: string, vendor: Vendor, key: string): Promise<Found> {
  const log = (await store.read(id, 0, 10_000)).map(({ text }) => text)
  return { log, requests: await vendor.requests(`key=${key}`) }
}

async function newestIn(path: string): Promise<string> {
  const store = await sqliteStore({ path })
  const { rows } = await store.list({ limit: 1 })
  await store.close()
  if (!rows[0]) throw new Error('The process died before it had opened a debate.')
  return rows[0].id
}
