/** The server as a process of its own, configured by the environment and the configuration files: `node main.ts`. */
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { setFlagsFromString } from 'node:v8'

// While everything is loaded the young generation stays small; `serve` lets it grow.
setFlagsFromString('--semi-space-growth-factor=1')
const { openConfigured } = await import('@quorum/quorum')
const { configured } = await import('./configured.ts')
const { serve } = await import('./serve.ts')

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string }
const app = `quorum-server ${version}`

try {
  const room = await openConfigured({ env: process.env, cwd: process.cwd(), runner: 'server', app })
  process.exitCode = await serve(room, { app, host: '0.0.0.0', ...configured(room.configuration.config) })
} catch (error) {
  process.stderr.write(`quorum: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof Error && error.name === 'Problem' ? 2 : 1
}
