import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRoom } from './testing/open-room.ts'
import { requestOf } from './testing/scene.ts'
import { startVendor, type Vendor } from './testing/vendor.ts'

let vendor: Vendor
beforeAll(async () => {
  vendor = await startVendor()
})
afterAll(() => vendor?.close())

it.each([
  'auto',
  'roundtable',
  'council',
] as const)('a debate by %s that its budget ended says how much would do, and with that it ends in order', async (protocol) => {
  const quorum = openRoom({ simulator: vendor.url })
  const held = async (budgetUsd: number) => {
    const { id, ending } = await quorum.start({
      ...requestOf({ protocol, motion: 'closed' }, `${protocol}-${budgetUsd}`),
      limits: { budgetUsd },
    })
    await ending
    return quorum.show(id)
  }
  const { status, spend } = await held(0.0001)
  expect(status).toBe('budget')
  const { low = 0, expected = 0, high = 0 } = spend.neededUsd ?? {}
  expect([low > 0.0001, expected > low, high > expected]).toEqual([true, true, true])
  const enough = await held(high)
  expect(enough.status).toBe('complete')
  expect(enough.spend).not.toHaveProperty('neededUsd')
})
