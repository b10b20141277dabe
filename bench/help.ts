/** How long `quorum --help` takes as a whole process, beside a process that does nothing. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { figuresOf } from './rig/figures.ts'
import { print } from './rig/report.ts'

const runs = 21
const quorum = fileURLToPath(new URL('../apps/cli/bin/quorum.js', import.meta.url))

function timed(args: readonly string[]): number {
  const before = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`It ended with ${status}: ${stderr}`)
  return performance.now() - before
}

const help = () => timed([quorum, '--help'])
const nothing = () => timed(['-e', '0'])
help()
nothing()
const pairs = Array.from({ length: runs }, () => ({ ours: help(), bare: nothing() }))

print({
  name: 'help',
  says: 'ms of a whole process; aim: 150',
  rows: [
    { what: 'quorum --help', figures: figuresOf(pairs.map(({ ours }) => ours)) },
    { what: 'node -e 0', figures: figuresOf(pairs.map(({ bare }) => bare)) },
    { what: 'quorum --help - node -e 0', figures: figuresOf(pairs.map(({ ours, bare }) => ours - bare)) },
  ],
})
