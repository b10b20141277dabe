import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { ask } from './testing/asking.ts'

const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
const children: ChildProcess[] = []
const run = (...parameters: string[]): ChildProcess => {
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return child
}
const kill = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => kill(child, 'SIGKILL')))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a process of its own counts what a killed client asked, and its file outlives it', async () => {
  const file = join(folder, 'journal.jsonl')
  const entries = () =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  const vendor = run(join(import.meta.dirname, 'main.ts'), '--port', '0', '--journal', file)
  const [line] = await once(vendor.stdout ?? vendor, 'data')
  const { url } = JSON.parse(String(line))

  expect((await ask(url, 'openai', 'ada+tokens=5')).status).toBe(200)
  const body = JSON.stringify({ model: 'bob+fault=endless+pace=5', stream: true, messages: [{ role: 'user', content: 'Hello?' }] })
  const client = run('-e', `fetch('${url}/v1/chat/completions', { method: 'POST', body: '${body}' }).then((answer) => answer.text())`)
  await expect.poll(() => entries().length, { timeout: 5_000 }).toBe(3)
  expect(entries()[2]).toMatchObject({ number: 2, model: 'bob+fault=endless+pace=5', ended: null, left: false })
  await kill(client, 'SIGKILL')
  await expect.poll(() => entries().length, { timeout: 5_000 }).toBe(4)
  await kill(vendor, 'SIGKILL')
  expect(entries()[1]).toMatchObject({ number: 1, completed: true, tokens: 5 })
  expect(entries()[3]).toMatchObject({ number: 2, completed: false, left: true })
})

test('it goes when it is told to', async () => {
  const vendor = run(join(import.meta.dirname, 'main.ts'))
  await once(vendor.stdout ?? vendor, 'data')
  vendor.kill('SIGTERM')
  expect(await once(vendor, 'exit')).toEqual([0, null])
})
