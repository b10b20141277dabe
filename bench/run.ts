/** Runs the benchmarks one after another, each in a process of its own: `npm run bench`, or `npm run bench -- cpu chunk --json`. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const all = [
  'overhead',
  'throughput',
  'cpu',
  'chunk',
  'held',
  'call',
  'store',
  'help',
  'watchers',
  'api',
  'idle',
  'scorecard',
  'caching',
  'in-flight',
  'page',
]
const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true })
const unknown = positionals.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. Known are: ${all.join(', ')}.`)
  process.exit(2)
}
for (const name of positionals.length > 0 ? positionals : all) {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  const { status } = spawnSync(process.execPath, [file, ...(values.json ? ['--json'] : [])], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
