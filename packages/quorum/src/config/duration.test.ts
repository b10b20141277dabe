import { expect, it } from 'vitest'
import { readDuration } from './duration.ts'

it('reads times as people write them', () => {
  const read = Object.fromEntries(['90s', '5m', '1h30m', '250ms', '1.5m', ' 2H ', '45'].map((text) => [text, readDuration(text)]))
  expect(read).toEqual({ '90s': 90_000, '5m': 300_000, '1h30m': 5_400_000, '250ms': 250, '1.5m': 90_000, ' 2H ': 7_200_000, '45': 45_000 })
})

it('takes nothing that is no time, none at all, or longer than a timer can wait', () => {
  for (const text of ['', 'soon', '5x', '-5m', '0', '0s', '5m later', '25d', '1e3', '9'.repeat(400)])
    expect(readDuration(text), text).toBeNull()
})
