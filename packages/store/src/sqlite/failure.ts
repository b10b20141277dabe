import { StoreError } from '../store.ts'

const busy = 5
const full = 13
/** No room to enlarge the memory that processes share; the file itself is well. */
const sharedMemory = 4874
const ways: Readonly<Record<number, readonly [StoreError['code'], (path: string) => string]>> = {
  [busy]: ['busy', (path) => `Other processes kept ${path} locked for too long. Try again, or see who holds it.`],
  3: ['unwritable', unwritable],
  8: ['unwritable', unwritable],
  14: ['unwritable', unwritable],
  11: ['corrupt', corrupt],
  26: ['corrupt', corrupt],
  [full]: ['disk-full', (path) => `The disk that holds ${path} is full. Free some space; what was written so far is safe.`],
  10: ['failed', (path) => `The disk failed under ${path}. Restart to recover what is there; nothing more is written until then.`],
}

/** Nothing new is begun on a disk that has room only for what runs. */
export const noRoom = (): StoreError =>
  new StoreError('disk-full', 'The disk is all but full: what runs is brought to its end, and nothing new is begun. Free some space.')

/** There is no room: for a file of SQLite's, or for one of ours. */
export const isFull = (error: unknown): boolean => resultOf(error) === full

/** Another process holds the lock; nothing happened, and the same may be tried again. */
export const isBusy = (error: unknown): boolean => resultOf(error) === busy

/** The error concerns the disk or the file, not the one statement that met it. */
export const isOfDisk = (error: unknown): boolean => resultOf(error) in ways

/** After it, nobody knows what a further commit would do to the file. */
export const isFinal = (error: unknown): boolean => [10, 11, 26].includes(resultOf(error))

/** What went wrong at this file, in the words of the port. */
export function storeError(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error
  const way = ways[resultOf(error)]
  const why = error instanceof Error ? error.message : String(error)
  return way ? new StoreError(way[0], `${way[1](path)} (${why})`, { cause: error }) : new StoreError('failed', why, { cause: error })
}

function unwritable(path: string): string {
  return `${path} cannot be opened for writing. Check that its folder exists, that you may write there, and that it is not read-only.`
}

function corrupt(path: string): string {
  return `${path} is damaged or not a database of Quorum. It was left as it is: restore a copy, or move it away to start anew.`
}

/** SQLite's primary result code; -1 for what has none. */
function resultOf(error: unknown): number {
  if (!(error instanceof Error)) return -1
  if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return full
  const code = 'errcode' in error ? error.errcode : undefined
  if (code === sharedMemory) return full
  return typeof code === 'number' ? code & 0xff : -1
}
