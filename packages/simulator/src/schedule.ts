import { type Behaviour, readBehaviour } from './behaviour.ts'
import { chance } from './chance.ts'
import { type Fault, faultNamed } from './faults/fault.ts'

/** Which behaviour a name stands for, and which fault it is now the turn of. */
export type Schedule = {
  behaviour(model: string, settings: string): Behaviour | string
  /** Counts the request. */
  fault(behaviour: Behaviour): Fault | null
  clear(): void
}

const remembered = 10_000

export function newSchedule(): Schedule {
  const behaviours = new Map<string, Behaviour | string>()
  const seen = new Map<string, { count: number; readonly since: number }>()
  return {
    behaviour(model, settings) {
      const text = `${settings} ${model}`
      const known = behaviours.get(text)
      if (known) return known
      const read = readBehaviour(model, settings)
      if (behaviours.size >= remembered) behaviours.clear()
      behaviours.set(text, read)
      return read
    },
    fault({ faults, key, lasts, rate }) {
      if (faults.length === 0) return null
      const now = performance.now()
      const requests = seen.get(key) ?? { count: 0, since: now }
      seen.set(key, requests)
      requests.count++
      if (now - requests.since >= lasts || (rate < 1 && chance(key, requests.count) >= rate)) return null
      let until = 0
      for (const { name, times } of faults) {
        until += times
        if (requests.count <= until) return faultNamed(name) ?? null
      }
      return null
    },
    clear: () => seen.clear(),
  }
}
