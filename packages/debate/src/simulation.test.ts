import { expect, test } from 'vitest'
import { simulate } from './testing/simulate.ts'
import { act } from './turn.ts'

/** `QUORUM_SEED=n` runs one debate alone, `QUORUM_DEBATES=n` that many. */
const { QUORUM_SEED, QUORUM_DEBATES = '700' } = process.env
const seeds = QUORUM_SEED ? [Number(QUORUM_SEED)] : Array.from({ length: Number(QUORUM_DEBATES) }, (_, seed) => seed)

test('Whatever befalls a debate, its history keeps every promise and it ends', { timeout: 600_000 }, async () => {
  const endings = new Map<string, number>()
  const events = new Set<string>()
  const acts = new Set<string>()
  let crashes = 0
  for (const seed of seeds) {
    const { wrong, stage, crashes: more } = await simulate(seed)
    expect(wrong, `seed ${seed}: run it alone with QUORUM_SEED=${seed}`).toEqual([])
    crashes += more
    const status = stage.debate.ended?.status ?? 'none'
    endings.set(status, (endings.get(status) ?? 0) + 1)
    for (const { type } of stage.events) events.add(type)
    for (const { turns } of stage.debate.steps) for (const { outcome } of turns) if (outcome?.turn) acts.add(outcome.turn.act)
  }
  if (QUORUM_SEED) return
  expect([...endings.keys()].toSorted()).toEqual(['budget', 'complete', 'deadline', 'degraded', 'failed', 'no-quorum', 'stopped'])
  expect(events.size, [...events].join()).toBe(16)
  expect([...acts].toSorted()).toEqual(act.options.toSorted())
  expect(crashes).toBeGreaterThan(seeds.length / 2)
})
