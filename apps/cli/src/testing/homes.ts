import { type Simulator, startSimulator } from '@quorum/simulator'
import { afterAll, beforeAll } from 'vitest'
import { Home } from './command.ts'

/** Milliseconds: a machine that is busy with other things starts a process slowly. */
export const timeout = 60_000

export type Homes = {
  /** A home where simulated models can be asked. */
  home(env?: Readonly<Record<string, string>>): Home
  /** A home where nothing is set up. */
  bare(): Home
  /** Where the simulated models are. */
  readonly simulator: Simulator
}

/** Homes for the tests of a file, beside one simulator; gone when they are over. */
export function openHomes(): Homes {
  let simulator: Simulator | null = null
  const homes: Home[] = []
  const running = (): Simulator => {
    if (!simulator) throw new Error('the simulator runs only while tests do')
    return simulator
  }
  const made = (env: Readonly<Record<string, string>>): Home => {
    const home = new Home(env)
    homes.push(home)
    return home
  }
  beforeAll(async () => {
    simulator = await startSimulator()
  })
  afterAll(async () => {
    for (const home of homes) home.remove()
    await simulator?.close()
  })
  return {
    home: (env = {}) => made({ QUORUM_SIMULATOR_URL: running().url, ...env }),
    bare: () => made({}),
    get simulator() {
      return running()
    },
  }
}

export const panel = (...names: string[]): string[] => ['-m', names.map((name) => `sim/${name}`).join(',')]
export const split = panel('a+answer=yes', 'b+answer=no', 'c+answer=yes')
export const slow = panel('a+answer=yes', 'b+answer=no', 'c+latency=60000')
export const closed = ['--answer', 'yesno', '--protocol', 'roundtable', '--seed', '1', 'Is it so?']
export const lines = (text: string): string[] => text.split('\n').filter(Boolean)
