/**
 * What watchers see of one debate while everything happens to it: those who hold it are killed and drain, people pause it and go on, and
 * the watchers come and go all the time.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seeded } from '@quorum/debate'
import { expect, onTestFinished, test } from 'vitest'
import { openRig, type Rig } from '../testing/rig.ts'
import { childServer } from './testing/child-server.ts'
import { wanderer } from './testing/wanderer.ts'

const seed = Number(process.env.QUORUM_HISTORY_SEED ?? 1)
/** Fourteen turns in seven steps: nobody gives way. */
const debate = {
  motion: { question: 'Should this team rewrite its monolith?' },
  panel: Object.entries({ ada: 'keep', bob: 'rewrite', cyd: 'wait' }).map(([name, answer]) => ({
    model: `sim/${name}+answer=${answer}+temper=stubborn+chunks=25+pace=8`,
    name,
  })),
  protocol: { name: 'auto' },
  seed: 7,
}

test(`every watcher sees every event once, in order and in the bytes of the store, and hears what was said (seed ${seed})`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-history-'))
  const rigs: Rig[] = []
  onTestFinished(async () => {
    for (const rig of rigs) await rig.vendor.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const open = async (): Promise<Rig> => {
    const rig = await openRig({ folder, server: { graceMs: 50 } })
    rigs.push(rig)
    return rig
  }
  const second = await open()
  const first = await childServer({ path: join(folder, 'quorum.db'), simulator: second.vendor.url })
  onTestFinished(first.kill)
  let servers = [first.url, second.url]

  const response = await fetch(`${first.url}/api/v1/debates`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(debate),
  })
  const { id } = (await response.json()) as { id: string }
  const draw = seeded(seed)
  const watchers = Array.from({ length: 16 }, (_, index) =>
    wanderer({ debateId: id, servers: () => servers, over: index % 2 === 0 ? 'sse' : 'ws', draw }),
  )
  const reached = (rig: Rig, type: string, times = 1) =>
    expect
      .poll(async () => (await rig.store.read(id, 0, 10_000)).filter((entry) => entry.type === type).length, {
        interval: 5,
        timeout: 15_000,
      })
      .toBeGreaterThanOrEqual(times)

  await reached(second, 'step-started', 2)
  expect((await second.ask('POST', `/api/v1/debates/${id}/pause`)).status).toBe(202)
  await reached(second, 'debate-paused')
  expect((await second.ask('POST', `/api/v1/debates/${id}/resume`)).status).toBe(202)
  await reached(second, 'step-started', 3)

  servers = [second.url]
  await first.kill()
  await reached(second, 'debate-resumed', 2)
  await reached(second, 'step-started', 4)

  const third = await open()
  servers = [second.url, third.url]
  const closing = second.server.close()
  servers = [third.url]
  await closing
  await reached(third, 'debate-resumed', 3)
  await Promise.all(watchers.map(({ over }) => over))

  const stored = (await third.store.read(id, 0, 10_000)).map(({ seq, text }) => ({ seq, text }))
  for (const { log, faults } of watchers) {
    expect(faults).toEqual([])
    expect(log).toEqual(stored)
  }
  const sum = (of: 'heard' | 'connections') => watchers.reduce((all, one) => all + one[of], 0)
  expect(sum('connections')).toBeGreaterThan(3 * watchers.length)
  expect(sum('heard')).toBeGreaterThan(0)
  await third.server.close()
}, 60_000)
