import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Figures, figuresOf } from './figures.ts'

/**
 * Milliseconds until a page appended to a file in this folder is on the disk: what no commit can be faster than. `restMs` between two:
 * a disk that rested takes longer.
 */
export async function fsyncMs(folder: string, { writes = 40, restMs = 0 } = {}): Promise<Figures> {
  const path = join(folder, 'fsync-probe')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096, 1)
  const times: number[] = []
  for (let write = 0; write < writes; write++) {
    if (restMs > 0) await setTimeout(restMs)
    const before = performance.now()
    writeSync(file, page)
    fsyncSync(file)
    times.push(performance.now() - before)
  }
  closeSync(file)
  rmSync(path)
  return figuresOf(times)
}
