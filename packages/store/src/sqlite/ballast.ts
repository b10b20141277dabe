import { randomBytes } from 'node:crypto'
import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { isFull } from './failure.ts'

/** A file that gives its room back to the database when the disk is full, so that what runs can still be brought to its end. */
export type Ballast = {
  /** Whether it is there, or could be made: whether the disk has room for more than what runs. */
  ready(): boolean
  /** Gives its room back. False where it was not there. */
  free(): boolean
}

const bytes = 8 * 1024 * 1024
const piece = 64 * 1024

/** The ballast of the database at `path`, shared by all who use it. */
export function ballastBeside(path: string): Ballast {
  const file = `${path}-ballast`
  const stands = () => statSync(file, { throwIfNoEntry: false })?.size === bytes

  /** Only with as much room to spare, so that making it fills no disk. Written with what does not compress, so that it takes the room. */
  function make(): boolean {
    const { bavail, bsize } = statfsSync(dirname(path))
    if (bavail * bsize < 2 * bytes) return false
    const noise = randomBytes(piece)
    const opened = openSync(file, 'w', 0o600)
    try {
      for (let written = 0; written < bytes; written += piece) writeSync(opened, noise, 0, piece, written)
    } catch (error) {
      if (!isFull(error)) throw error
      rmSync(file, { force: true })
    } finally {
      closeSync(opened)
    }
    return stands()
  }

  return {
    ready: () => stands() || make(),
    free() {
      const stood = statSync(file, { throwIfNoEntry: false }) !== undefined
      rmSync(file, { force: true })
      return stood
    },
  }
}
