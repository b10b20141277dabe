import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A disk of its own that can really be full. */
export type SmallDisk = {
  readonly folder: string
  /** Writes until nothing more fits. */
  fill(): void
  /** Removes what filled it. */
  clear(): void
}

const mount = (folder: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder]).status === 0
const unmount = (folder: string) => spawnSync('umount', ['-l', folder])

/** Only who may mount one can try it: on Linux, root. */
export const canMount: boolean = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-disk-'))
  const mounted = mount(folder)
  if (mounted) unmount(folder)
  rmSync(folder, { recursive: true })
  return mounted
})()

/** 40 MiB, for one test, gone after it. */
export function smallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-disk-'))
  if (!mount(folder)) throw new Error(`No disk could be mounted at ${folder}.`)
  onTestFinished(() => {
    unmount(folder)
    rmSync(folder, { recursive: true, force: true })
  })
  const filler = join(folder, 'filler')
  return {
    folder,
    fill() {
      for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 2)) fillBy(filler, size)
    },
    clear: () => rmSync(filler, { force: true }),
  }
}

function fillBy(filler: string, size: number): void {
  try {
    for (;;) appendFileSync(filler, Buffer.alloc(size))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
