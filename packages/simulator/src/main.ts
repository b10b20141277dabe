/** The simulator as a process of its own: prints `{"url": ...}` once it listens. */
import { parseArgs } from 'node:util'
import { startSimulator } from './start-simulator.ts'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, host: { type: 'string', default: '127.0.0.1' }, journal: { type: 'string' } },
})
const simulator = await startSimulator({ host: values.host, port: Number(values.port), journal: values.journal ?? null })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close())
process.stdout.write(`${JSON.stringify({ url: simulator.url })}\n`)
