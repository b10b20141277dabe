import { describe, expect, test } from 'vitest'
import { opinion, playDebate } from './testing/index.ts'

describe('A debate ends', () => {
  for (const protocol of ['auto', 'vote', 'roundtable', 'council', 'adversarial'])
    test(`complete, when everybody speaks: ${protocol}`, async () => {
      const { ending } = await playDebate({ protocol, lines: { bob: opinion('no') } })
      expect(ending).toMatchObject({ as: 'ended', status: 'complete', verdict: { answer: 'yes' } })
    })
})
