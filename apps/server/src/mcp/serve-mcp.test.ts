/** `quorum mcp` as clients start it: a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client, Progress } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { sqliteStore } from '@quorum/store'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { agreed, ask, clientOf, debateIn, type Era, silent, wordsIn } from './testing/client.ts'

const binary = fileURLToPath(new URL('../../../cli/bin/quorum.js', import.meta.url))
const timeout = 60_000

let vendor: Simulator
let folder: string
let env: Record<string, string>
beforeAll(async () => {
  vendor = await startSimulator()
})
afterAll(() => vendor?.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorum-mcp-'))
  env = { PATH: process.env.PATH ?? '', HOME: folder, QUORUM_DATA_DIR: folder, QUORUM_SIMULATOR_URL: vendor.url }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function connected(era: Era, ...flags: string[]): Promise<Client> {
  const client = clientOf(era)
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [binary, 'mcp', ...flags], cwd: folder, env, stderr: 'pipe' }),
  )
  return client
}

/** The bare process, and the lines that it has written so far. */
function started(...flags: string[]) {
  const child: ChildProcess = spawn(process.execPath, [binary, 'mcp', ...flags], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] })
  let written = ''
  let look = (): void => undefined
  child.stdout?.on('data', (chunk: Buffer) => {
    written += chunk
    look()
  })
  const frames = () => written.split('\n').flatMap((line): Record<string, unknown>[] => (line ? [JSON.parse(line)] : []))
  return {
    child,
    frames,
    say: (message: unknown) => child.stdin?.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`),
    /** The frame that answers a request. */
    answer: (id: number) =>
      new Promise<Record<string, unknown>>((resolve) => {
        look = () => {
          const found = frames().find((frame) => frame.id === id)
          if (found) resolve(found)
        }
        look()
      }),
    ended: once(child, 'close').then(([code]) => code as number | null),
  }
}

const hello = [
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
]
const calling = (id: number, args: object, name = 'debate') => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args, _meta: { progressToken: id } },
})

async function asked(since: number): Promise<void> {
  while (vendor.requests().length <= since) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** How the only debate here stands. */
async function standing() {
  const store = await sqliteStore({ path: join(folder, 'quorum.db') })
  const { rows } = await store.list({})
  await store.close()
  expect(rows).toHaveLength(1)
  return rows[0]?.status
}

describe.each<Era>(['legacy', 'auto'])('with a client of the era %s', (era) => {
  it('debates, reports and shows the transcript', { timeout }, async () => {
    const client = await connected(era)
    expect((await client.listTools()).tools).toHaveLength(4)
    const reports: Progress[] = []
    const result = await client.callTool({ name: 'debate', arguments: ask(agreed) }, { onprogress: (report) => reports.push(report) })
    expect(debateIn(result)).toMatchObject({ status: 'complete', answer: 'yes' })
    expect(reports.at(-1)?.message).toContain('2 of 2 turns done')
    const [transcript] = (await client.readResource({ uri: debateIn(result).resource })).contents
    expect(transcript).toMatchObject({ text: expect.stringContaining('sandwich?') })
    await client.close()
  })
})

it('writes nothing but frames, whatever it is told, and ends with its input', { timeout }, async () => {
  const { child, say, answer, frames, ended } = started()
  let warned = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    warned += chunk
  })
  for (const message of ['garbage', '{"jsonrpc":"2.0"', '[]', '{"hello":1}', ...hello, '\u0000', calling(2, ask(agreed))]) say(message)
  expect(await answer(2)).toMatchObject({ result: { structuredContent: { answer: 'yes' } } })
  child.stdin?.end()
  expect(await ended).toBe(0)
  expect(frames().every(({ jsonrpc }) => jsonrpc === '2.0')).toBe(true)
  expect(warned).toContain('a message was not taken')
})

describe('a debate that is waited for', () => {
  it('is stopped when the input ends', { timeout }, async () => {
    const before = vendor.requests().length
    const { child, say, ended } = started()
    for (const message of [...hello, calling(2, ask(silent))]) say(message)
    await asked(before)
    child.stdin?.end()
    expect(await ended).toBe(0)
    expect(await standing()).toBe('stopped')
    expect(
      vendor
        .requests()
        .slice(before)
        .every(({ left }) => left),
    ).toBe(true)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('is stopped by %s, and told how it ended', { timeout }, async (signal) => {
    const before = vendor.requests().length
    const { child, say, answer, ended } = started()
    for (const message of [...hello, calling(2, ask(silent))]) say(message)
    await asked(before)
    child.kill(signal)
    expect(await answer(2)).toMatchObject({ result: { isError: true, structuredContent: { status: 'stopped' } } })
    expect(await ended).toBe(0)
    expect(await standing()).toBe('stopped')
  })

  it('is stopped after its grace when the call is taken back, and until then an equal call joins it', { timeout }, async () => {
    const before = vendor.requests().length
    const { child, say, answer, ended } = started()
    const args = ask(['sim/ada+answer=yes', 'sim/bob+answer=yes+latency=500'])
    for (const message of [...hello, calling(2, args)]) say(message)
    await asked(before)
    say({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 2 } })
    say(calling(3, args))
    expect(await answer(3)).toMatchObject({ result: { structuredContent: { status: 'complete', answer: 'yes' } } })
    expect(vendor.requests().length).toBe(before + 2)
    child.stdin?.end()
    expect(await ended).toBe(0)
  })
})

it('leaves a debate that was started and left to be resumed', { timeout }, async () => {
  const { child, say, answer, ended } = started()
  for (const message of [...hello, calling(2, ask(silent), 'start_debate')]) say(message)
  await answer(2)
  child.stdin?.end()
  expect(await ended).toBe(0)
  expect(await standing()).toBe('interrupted')
})

it('goes on with what another process was killed over, and does not ask anew what was said', { timeout }, async () => {
  const before = vendor.requests().length
  const args = ask(['sim/ada+answer=yes', 'sim/bob+answer=yes+latency=3000'])
  const first = started()
  for (const message of [...hello, calling(2, args)]) first.say(message)
  const spoken = () => first.frames().some((frame) => JSON.stringify(frame).includes('1 of 2 turns done'))
  await expect.poll(spoken, { timeout, interval: 20 }).toBe(true)
  first.child.kill('SIGKILL')
  await first.ended
  const client = await connected('legacy')
  const result = await client.callTool({ name: 'debate', arguments: args }, { onprogress: () => undefined })
  expect(debateIn(result)).toMatchObject({ status: 'complete', answer: 'yes' })
  expect(
    vendor
      .requests()
      .slice(before)
      .map(({ model }) => model.split('+')[0])
      .sort(),
  ).toEqual(['ada', 'bob', 'bob'])
  await client.close()
})

it('spends no more than its budget', { timeout }, async () => {
  const client = await connected('legacy', '--budget', '0.4')
  const dear = await client.callTool({ name: 'debate', arguments: ask(agreed, { budget_usd: 1 }) })
  expect([dear.isError, wordsIn(dear)]).toEqual([true, expect.stringContaining('budget')])
  const fair = await client.callTool({ name: 'debate', arguments: ask(agreed) })
  expect(debateIn(fair).answer).toBe('yes')
  const rest = await client.callTool({ name: 'debate', arguments: ask(agreed, { budget_usd: 0.4 }) })
  expect(rest.isError).toBe(true)
  await client.close()
})
