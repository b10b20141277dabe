import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty folder for one test, gone after it. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-room-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
