import process from 'node:process'
import type { Config } from '@quorum/quorum'

/** `typing`: as fast as people like to read along. `instant`: as fast as it goes. */
export type Pace = 'typing' | 'instant'

export type Simulation = { readonly config: Config; close(): Promise<void> }

/** Milliseconds until the first word and between two; the two vendors are not equally fast, as in life. */
const typing = { sim: 'latency=500,pace=20', 'sim-anthropic': 'latency=900,pace=15' } as const

/** A loopback vendor for simulated debates, and the configuration that leads there; null where the user runs one already. */
export async function startSimulation(pace: Pace): Promise<Simulation | null> {
  if (process.env.QUORUM_SIMULATOR_URL) return null
  const { startSimulator } = await import('@quorum/simulator')
  const { url, close } = await startSimulator()
  const at = (name: keyof typeof typing) => (pace === 'typing' ? `${url}/x/${typing[name]}` : url)
  return { close, config: { providers: { sim: { baseUrl: `${at('sim')}/v1` }, 'sim-anthropic': { baseUrl: at('sim-anthropic') } } } }
}
