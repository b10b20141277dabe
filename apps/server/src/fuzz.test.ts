/**
 * The API against requests that are right, nearly right and nonsense: whatever is asked, the answer is one that the document describes, and
 * none is a fault of the server. `QUORUM_FUZZ=20000` asks more often, `QUORUM_FUZZ_SEED=7` as it failed.
 */
import process from 'node:process'
import { seeded } from '@quorum/debate'
import { type OpenApi, openApi, operations } from '@quorum/sdk'
import { expect, onTestFinished, test } from 'vitest'
import { operationsOf } from './docs/documented.ts'
import { type Shot, shoot, shotAt } from './testing/fuzzer.ts'
import { type Reply, wordOf } from './testing/keeps-its-word.ts'
import { openRig, quick, type Rig } from './testing/rig.ts'
import { pick } from './testing/sample.ts'

const times = Number(process.env.QUORUM_FUZZ ?? 400)
const seed = Number(process.env.QUORUM_FUZZ_SEED ?? 1)

test(`every answer to ${times} requests (seed ${seed}) is one that the document describes`, { timeout: 60_000 + 50 * times }, async () => {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  const document: OpenApi = openApi({ version: 'test' })
  const word = wordOf(document)
  const draw = seeded(seed)
  const all = document.tags
    .flatMap(({ name }) => operationsOf(document, name))
    .filter(({ described }) => isMounted(rig, described.operationId))
  const known = ['no-such-debate', 'x']
  const broken: string[] = []

  for (let time = 0; time < times; time++) {
    if (time % 25 === 0) known.push(...(await begun(rig)))
    const operation = pick(all, draw)
    const shot = shotAt(operation, document, known.slice(-12), draw)
    const reply = await shoot(rig.url, shot, 30).catch((error: Error) => ({ status: 0, type: undefined, text: error.message }))
    const faults = word(operation, reply)
    known.push(...idIn(reply))
    if (faults.length > 0) broken.push(told(time, operation.described.operationId, shot, reply, faults))
  }
  expect(broken).toEqual([])
  expect((await rig.ask('POST', '/api/v1/debates', quick)).status).toBe(201)
})

/** Rooms that are being built have no routes yet. */
function isMounted({ server }: Rig, id: string): boolean {
  const { method, path } = operations[id as keyof typeof operations]
  return server.app.hasRoute({ method, url: path.replaceAll(/\{(\w+)\}/g, ':$1') })
}

/** A debate that is over at once, and one that can be steered for a while. */
async function begun(rig: Rig): Promise<string[]> {
  const slow = { ...quick, panel: quick.panel.map(({ model }) => ({ model: `${model}+latency=2000` })) }
  const answers = await Promise.all([quick, slow].map((body) => rig.ask('POST', '/api/v1/debates', body)))
  return answers.flatMap(({ status, json }) => (status === 201 ? [json<{ id: string }>().id] : []))
}

/** Debates, webhooks, links, keys: what was made is asked for later. */
const idIn = ({ status, text }: Reply): string[] => (status === 201 ? [/^\{"id":"([^"]+)"/.exec(text)?.[1] ?? []].flat() : [])

const told = (time: number, id: string, { method, path, headers, body }: Shot, { status, type, text }: Reply, faults: readonly string[]) =>
  [
    `${time} ${id}: ${faults.join('; ')}`,
    `${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)} ${body?.toString().slice(0, 300) ?? ''}`,
    `${status} ${type} ${text.slice(0, 400)}`,
  ].join('\n')
