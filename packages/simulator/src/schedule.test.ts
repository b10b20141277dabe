import { expect, test } from 'vitest'
import { newSchedule, type Schedule } from './schedule.ts'

const faults = (schedule: Schedule, model: string, times: number): (string | null)[] =>
  Array.from({ length: times }, () => {
    const behaviour = schedule.behaviour(model, '')
    if (typeof behaviour === 'string') throw new Error(behaviour)
    return schedule.fault(behaviour)?.name ?? null
  })

test('faults take their turns and then all is well', () => {
  const schedule = newSchedule()
  expect(faults(schedule, 'ada+fault=500*1+fault=429*2', 5)).toEqual(['500', '429', '429', null, null])
  schedule.clear()
  expect(faults(schedule, 'ada+fault=500*1+fault=429*2', 1)).toEqual(['500'])
})
test('each name counts for itself, those with one key together', () => {
  const schedule = newSchedule()
  expect(faults(schedule, 'ada+fault=500*1', 2)).toEqual(['500', null])
  expect(faults(schedule, 'bob+fault=500*1', 1)).toEqual(['500'])
  expect([...faults(schedule, 'cyd+fault=500*1+key=k', 1), ...faults(schedule, 'dan+fault=500*1+key=k', 1)]).toEqual(['500', null])
})
test('a rate spoils that share of the requests, and the same ones every time', () => {
  const some = faults(newSchedule(), 'ada+fault=503+rate=0.2', 2000)
  expect(some.filter((fault) => fault === '503').length).toBeGreaterThan(340)
  expect(some.filter((fault) => fault === '503').length).toBeLessThan(460)
  expect(faults(newSchedule(), 'ada+fault=503+rate=0.2', 2000)).toEqual(some)
})
test('a fault may last for a time only', async () => {
  const schedule = newSchedule()
  expect(faults(schedule, 'ada+fault=503+for=30', 2)).toEqual(['503', '503'])
  await new Promise((resolve) => setTimeout(resolve, 40))
  expect(faults(schedule, 'ada+fault=503+for=30', 1)).toEqual([null])
})
