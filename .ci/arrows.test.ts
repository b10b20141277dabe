import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const trees: string[] = []
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true })
})

const cruise = (what: readonly string[], cwd: string) =>
  spawnSync(join(root, 'node_modules/.bin/depcruise'), ['--config', 'arrows.cjs', '--output-type', 'json', ...what], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })

/** Runs the rules over a small tree of these files and gives the names of the rules that they break. */
function broken(files: Readonly<Record<string, string>>): string[] {
  const tree = mkdtempSync(join(tmpdir(), 'arrows-'))
  trees.push(tree)
  cpSync(join(root, 'arrows.cjs'), join(tree, 'arrows.cjs'))
  cpSync(join(root, 'tsconfig.json'), join(tree, 'tsconfig.json'))
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
  for (const [file, text] of Object.entries({
    'packages/store/src/disk.ts': 'export const disk = 1\n',
    'apps/cli/src/cli.ts': 'export const cli = 1\n',
    ...files,
  })) {
    mkdirSync(join(tree, dirname(file)), { recursive: true })
    writeFileSync(join(tree, file), text)
  }
  const { stdout } = cruise(['packages', 'apps'], tree)
  const { summary } = JSON.parse(stdout) as { summary: { totalCruised: number; violations: { rule: { name: string } }[] } }
  expect(summary.totalCruised).toBeGreaterThan(2)
  return summary.violations.map(({ rule }) => rule.name)
}

describe('the arrows between rooms', () => {
  it('let a tree pass that keeps them', () => {
    expect(broken({ 'packages/quorum/src/room.ts': "import { disk } from '../../store/src/disk.ts'\nexport const room = disk\n" })).toEqual(
      [],
    )
  })
  it.each([
    ['the debate knowing the store', 'packages/debate/src/debate.ts', '../../store/src/disk.ts', 'packages/debate-knows-only-its-own'],
    ['a package knowing an app', 'packages/quorum/src/room.ts', '../../../apps/cli/src/cli.ts', 'packages/quorum-knows-only-its-own'],
    ['the SDK knowing the store', 'packages/sdk/src/client.ts', '../../store/src/disk.ts', 'packages/sdk-knows-only-its-own'],
    ['the server knowing the command', 'apps/server/src/serve.ts', '../../cli/src/cli.ts', 'apps/server-knows-only-its-own'],
    ['the debate reading a file', 'packages/debate/src/debate.ts', 'node:fs', 'debate-is-pure'],
    ['the debate taking another dependency', 'packages/debate/src/debate.ts', 'undici', 'debate-needs-only-zod'],
    ['an import that leads nowhere', 'packages/models/src/ask.ts', './gone.ts', 'resolvable'],
  ])('refuse %s', (_what, file, imported, rule) => {
    expect(broken({ [file]: `import * as other from '${imported}'\nexport const mine = other\n` })).toContain(rule)
  })
  it('refuse a protocol knowing another, and a wire another', () => {
    const protocols = {
      'packages/debate/src/protocols/vote/vote.ts': 'export const vote = 1\n',
      'packages/debate/src/protocols/auto/auto.ts': "import { vote } from '../vote/vote.ts'\nexport const auto = vote\n",
    }
    const wires = {
      'packages/models/src/wire/one/one.ts': 'export const one = 1\n',
      'packages/models/src/wire/two/two.ts': "import { one } from '../one/one.ts'\nexport const two = one\n",
    }
    expect(broken({ ...protocols, ...wires })).toEqual(expect.arrayContaining(['no-protocol-knows-another', 'no-wire-knows-another']))
  })
  it('see through package names to the rooms behind them', () => {
    const { stdout } = cruise(['packages/store/src/store.ts'], root)
    const { modules } = JSON.parse(stdout) as { modules: { dependencies: { module: string; resolved: string }[] }[] }
    const seen = modules.flatMap(({ dependencies }) => dependencies).find(({ module }) => module === '@quorum/debate')
    expect(seen?.resolved).toBe('packages/debate/src/index.ts')
  })
})
