import { spawnSync } from 'node:child_process'
import { readdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Builds all packages as they are published into a folder, with the dependencies of the repository; the path of its `quorum`. */
export function buildInto(folder: string): string {
  const modules = join(folder, 'node_modules')
  const { status, stderr } = spawnSync(process.execPath, [join(root, '.ci/build.ts'), join(modules, '@quorum')], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`It could not be built: ${stderr}`)
  const linked = new Set(['@quorum'])
  for (const tree of [join(root, 'apps/cli/node_modules'), join(root, 'node_modules')])
    for (const name of readdirSync(tree).filter((one) => !linked.has(one) && !one.startsWith('.'))) {
      linked.add(name)
      symlinkSync(join(tree, name), join(modules, name))
    }
  return join(modules, '@quorum/cli/bin/quorum.js')
}
