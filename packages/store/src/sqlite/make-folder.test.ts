import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeFolder } from './make-folder.ts'

function room(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

it('makes a folder and those above it for its owner alone, and leaves one that is there', () => {
  const above = room()
  const folder = join(above, 'a', 'b')
  makeFolder(folder)
  makeFolder(folder)
  expect([statSync(folder).isDirectory(), statSync(join(above, 'a')).mode & 0o777]).toEqual([true, 0o700])
})

it('refuses where a file stands', () => {
  const file = join(room(), 'file')
  writeFileSync(file, '')
  expect(() => makeFolder(file)).toThrow(/EEXIST/)
  expect(() => makeFolder(join(file, 'below'))).toThrow()
})

it.runIf(existsSync('/proc/self'))('refuses at once where nothing can be made', () => {
  expect(() => makeFolder('/proc/nowhere/below')).toThrow(/ENOENT/)
})
