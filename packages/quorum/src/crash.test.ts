import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEvent, seeded } from '@quorum/debate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenRules } from './testing/check-run.ts'
import { moments } from './testing/death.ts'
import { protocolNames, requestOf, type Scene } from './testing/scene.ts'
import { type Going, throughDeaths } from './testing/through-deaths.ts'
import { startVendor, type Vendor } from './testing/vendor.ts'

/** `QUORUM_CRASH_POINTS=all` dies at every point of every scene; otherwise a seeded few are tried. */
const all = process.env.QUORUM_CRASH_POINTS === 'all'
const scenes: Scene[] = protocolNames.flatMap((protocol) => (['closed', 'open'] as const).map((motion): Scene => ({ protocol, motion })))
const folder = mkdtempSync(join(tmpdir(), 'quorum-crash-'))
let vendor: Vendor
let cases = 0
beforeAll(async () => {
  vendor = await startVendor()
})
afterAll(async () => {
  await vendor.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Holds a debate through these deaths to its end. A broken rule fails with the sentence and the deaths that led to it. */
async function survives(scene: Scene, goings: readonly Going[], { faults = '', budgetUsd = 1 } = {}) {
  const key = `c${++cases}`
  const request = { ...requestOf(scene, key, faults), limits: { budgetUsd } }
  const { founds } = await throughDeaths({ path: join(folder, `${key}.db`), vendor, key, request }, goings)
  expect(brokenRules(founds), `${JSON.stringify(goings)} in ${JSON.stringify(scene)}`).toEqual([])
  return { deaths: founds.length - 1, events: (founds.at(-1)?.log ?? []).map(readEvent) }
}

describe.skipIf(all)('a debate whose process is killed goes on as if nothing had happened', () => {
  const draw = seeded(20_261_123, 'deaths')
  const pick = (count: number) => 1 + Math.floor(draw() * count)
  for (const [index, scene] of scenes.filter((_, index) => index % 4 === 0 || index % 4 === 3).entries()) {
    const at = moments[index % moments.length] ?? 'append'
    const death: Going = { at, nth: pick(at === 'piece' ? 6 : 2) }
    it(`${scene.protocol}, ${scene.motion}: ${JSON.stringify(death)}`, async () => {
      expect((await survives(scene, [death], { faults: index === 3 ? '+fault=503*2' : '' })).deaths).toBe(1)
    })
  }
  it('and waits for a person when it has died three times without a word', async () => {
    const death: Going = { at: 'permitted', nth: 1 }
    const { events } = await survives({ protocol: 'roundtable', motion: 'open' }, [death, death, death])
    expect(events).toContainEqual(expect.objectContaining({ type: 'debate-paused', reason: 'crash-loop' }))
    expect(events.at(-1)).toMatchObject({ status: 'complete' })
  })
  it('and ends for want of money where what was lost was all there was', async () => {
    const { events } = await survives({ protocol: 'roundtable', motion: 'closed' }, [{ at: 'answered', nth: 1 }], { budgetUsd: 0.025 })
    expect(events.at(-1)).toMatchObject({ type: 'debate-ended', status: 'budget' })
  })
})

describe.runIf(all)('every point of every scene', () => {
  for (const scene of scenes)
    for (const at of moments)
      it(`${scene.protocol}, ${scene.motion}: every ${at}`, { timeout: 3_600_000 }, async () => {
        const stride = at === 'piece' ? 5 : 1
        let deaths = 0
        for (let nth = 1; (await survives(scene, [{ at, nth }])).deaths > 0; nth += stride) deaths += 1
        expect(deaths).toBeGreaterThan(0)
        process.stdout.write(`${scene.protocol} ${scene.motion} ${at}: ${deaths} points\n`)
      })
  it('at random times, twice', { timeout: 3_600_000 }, async () => {
    const draw = seeded(1, 'times')
    const ms = () => Math.floor(draw() * 150)
    for (let time = 0; time < 50; time++) {
      const scene = scenes[time % scenes.length]
      if (scene) await survives(scene, [{ afterMs: ms() }, { afterMs: ms() }], { faults: time % 3 === 0 ? '+fault=503*1' : '' })
    }
  })
})
