import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Figures, figuresOf } from './figures.ts'

const writes = 40

/** Milliseconds until a page appended to a file in this folder is on the disk: what no commit can be faster than. */
export function fsyncMs(folder: string): Figures {
  const path = join(folder, 'fsync-probe')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096, 1)
  const times: number[] = []
  for (let write = 0; write < writes; write++) {
    const before = performance.now()
    writeSync(file, page)
    fsyncSync(file)
    times.push(performance.now() - before)
  }
  closeSync(file)
  rmSync(path)
  return figuresOf(times)
}
