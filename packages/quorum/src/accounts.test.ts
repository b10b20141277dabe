import { type Simulator, startSimulator } from '@quorum/simulator'
import { memoryDisk, memoryStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Problem } from './problem.ts'
import { openRoom } from './testing/open-room.ts'
import { motions } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

const panel = ['ada+answer=yes', 'bob+answer=no'].map((name) => ({ model: `sim/${name}+latency=100` }))
const request = (budgetUsd: number) => ({ motion: motions.closed, panel, protocol: { name: 'roundtable' }, limits: { budgetUsd } })

it('accounts are never over their caps, however many debates start, extend, are killed and go on at once', async () => {
  const disk = memoryDisk()
  const first = memoryStore(disk)
  const caps: Record<string, number> = { 'key:1': 1.05e9, 'key:2': 0.1e9 }
  const over: unknown[] = []
  let looking = true
  const looked = (async () => {
    const store = memoryStore(disk)
    while (looking) {
      const found = await store.ledger.accounts({ prefix: 'key:' })
      over.push(...found.filter(({ id, spent, held }) => spent + held > (caps[id] ?? 0)))
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  const server = openRoom({ simulator: simulator.url, runner: 'server', store: first, report: () => 'its store is killed' })
  const of = (account: string) => server.as({ tenant: 'local', principal: account, accounts: [{ account, cap: caps[account] ?? 0 }] })
  const starts = await Promise.allSettled(Array.from({ length: 50 }, () => of('key:1').start(request(0.1))))
  const ids = starts.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))
  expect(ids).toHaveLength(10)
  for (const one of starts) if (one.status === 'rejected') expect((one.reason as Problem).code).toBe('over-budget')
  const extended = await Promise.allSettled(ids.map((id) => of('key:2').send(id, { type: 'extend', budgetUsd: 0.04 })))
  expect(extended.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)

  disk.kill(first)
  const next = openRoom({ simulator: simulator.url, runner: 'server', store: memoryStore(disk) })
  for (const id of ids) await expect.poll(() => next.row(id), { timeout: 15_000 }).toMatchObject({ status: 'complete' })
  looking = false
  await looked
  expect(over).toEqual([])
  const rows = await Promise.all(ids.map((id) => next.row(id)))
  const [one, two] = await next.store.ledger.accounts({ prefix: 'key:' })
  expect(one).toMatchObject({ held: 0, spent: rows.reduce((sum, { spendNano }) => sum + spendNano, 0) })
  expect(two).toMatchObject({ held: 0 })
})
