import type { Client, Progress } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endOf } from '../openai/testing/debate-models.ts'
import { openRig, type Rig } from '../testing/rig.ts'
import { agreed, ask, clientAt, debateIn, type Era, silent, wordsIn } from './testing/client.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig({ server: { calls: { graceMs: 0 }, mcp: { patienceMs: 300, beatMs: 20 } } })
})
afterAll(() => rig?.close())

/** Resolves when the vendor was asked as often by models of this name. */
async function asked(model: string, times: number): Promise<void> {
  while (rig.vendor.requests().filter((request) => request.model === model).length < times)
    await new Promise((resolve) => setTimeout(resolve, 5))
}
const call = (client: Client, name: string, args: Record<string, unknown>, options = {}) =>
  client.callTool({ name, arguments: args }, options)

describe.each<Era>(['legacy', 'auto'])('with a client of the era %s', (era) => {
  let client: Client
  beforeAll(async () => {
    client = await clientAt(rig.url, era)
  })
  afterAll(() => client?.close())

  it('shows its tools with schemas, and what each does to the world', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['debate', 'start_debate', 'get_debate', 'list_presets'])
    for (const { inputSchema, outputSchema, description } of tools)
      expect([inputSchema.type, outputSchema?.type, Boolean(description)]).toEqual(['object', 'object', true])
    expect(tools.map(({ annotations }) => annotations?.readOnlyHint)).toEqual([false, false, true, true])
    expect(client.getInstructions()).toContain('panel')
    expect(client.getNegotiatedProtocolVersion()).toBe(era === 'legacy' ? '2025-11-25' : '2026-07-28')
  })

  it('answers a debate with its verdict, in words and as data of its schema', async () => {
    await client.listTools()
    const result = await call(client, 'debate', ask([...agreed, 'sim/dan+answer=no'], { context: 'Bread is involved.', budget_usd: 0.5 }))
    expect(result.isError).toBeUndefined()
    const debate = debateIn(result)
    expect(debate).toMatchObject({ status: 'complete', simulated: true, answer: 'yes', next: null, dissent: [{ answer: 'no' }] })
    expect(debate.seats).toMatchObject([{ answer: 'yes' }, { answer: 'yes' }, { answer: 'no', model: 'sim/dan+answer=no' }])
    expect(wordsIn(result)).toMatch(/^\*\*Simulated\*\*.*\n\nyes\n\n---\n\n\*\*Confidence\*\*/)
    expect(await rig.room.show(debate.debate_id)).toMatchObject({ motion: { context: [{ role: 'user', text: 'Bread is involved.' }] } })
  })

  it('reports how it goes: who is asked and who has spoken, ever higher, and also while nothing happens', async () => {
    const reports: Progress[] = []
    const slow = ask(['sim/ada+answer=yes', 'sim/bob+answer=yes+latency=200'])
    const result = await call(client, 'debate', slow, { onprogress: (report: Progress) => reports.push(report) })
    expect(debateIn(result).answer).toBe('yes')
    const messages = reports.map(({ message }) => message ?? '')
    expect(messages).toContainEqual(expect.stringContaining('Openings: ada'))
    expect(messages.filter((message) => message.startsWith('Waiting for bob'))).not.toEqual([])
    expect(messages.at(-1)).toContain('2 of 2 turns done')
    const heights = reports.map(({ progress }) => progress)
    expect(heights).toEqual([...new Set(heights)].sort((a, b) => a - b))
    for (const { progress, total } of reports) expect(progress).toBeLessThanOrEqual(total ?? 0)
  })

  it('answers in time how to go on where nobody hears of the progress, and the debate goes on', async () => {
    const result = await call(client, 'debate', ask(silent))
    const { debate_id: id, status, next } = debateIn(result)
    expect(status).toBe('running')
    expect(next).toContain(`get_debate with debate_id "${id}"`)
    expect(wordsIn(result)).toContain(next)
    expect(debateIn(await call(client, 'get_debate', { debate_id: id })).status).toBe('running')
    const later = call(client, 'get_debate', { debate_id: id, wait_seconds: 45 })
    await rig.room.send(id, { type: 'stop' })
    expect(debateIn(await later)).toMatchObject({ debate_id: id, status: 'stopped' })
  })

  it('starts a debate and leaves it to be looked at', async () => {
    const started = debateIn(await call(client, 'start_debate', ask(agreed)))
    expect(started.status).not.toBe('interrupted')
    const seen = await call(client, 'get_debate', { debate_id: started.debate_id, wait_seconds: 45 })
    expect(debateIn(seen)).toMatchObject({ status: 'complete', answer: 'yes' })
  })

  it('joins an equal call with the debate that is there, under way or just ended', async () => {
    const args = ask(['sim/ada+answer=yes', 'sim/bob+answer=yes+latency=100'])
    const [one, other] = await Promise.all([call(client, 'debate', args), call(client, 'debate', args)])
    const again = await call(client, 'debate', args)
    expect(new Set([one, other, again].map((result) => debateIn(result).debate_id)).size).toBe(1)
    expect(debateIn(again).answer).toBe('yes')
  })

  it('stops a debate whose call is taken back, and the vendor is asked no more', async () => {
    const before = rig.vendor.requests().length
    const gone = new AbortController()
    const result = call(client, 'debate', ask(silent), { signal: gone.signal, onprogress: () => undefined })
    await asked('ada+fault=silent', rig.vendor.requests().filter(({ model }) => model === 'ada+fault=silent').length + 1)
    const [id = ''] = (await rig.room.list({ limit: 1 })).rows.map((row) => row.id)
    gone.abort()
    await expect(result).rejects.toThrow()
    expect(await endOf(rig, id)).toBe('stopped')
    const since = rig.vendor.requests().slice(before)
    expect(since.length).toBeLessThanOrEqual(2)
    expect(since.map(({ left }) => left)).toEqual(since.map(() => true))
  })

  it('tells what went wrong as a result with the way out', async () => {
    const unknown = await call(client, 'debate', ask(agreed, { preset: 'none such' }))
    expect([unknown.isError, wordsIn(unknown)]).toEqual([true, expect.stringContaining('There is no preset "none such"')])
    const nowhere = await call(client, 'get_debate', { debate_id: 'none such' })
    expect([nowhere.isError, wordsIn(nowhere)]).toEqual([true, expect.stringContaining('There is no debate none such')])
    const failed = await call(client, 'debate', ask(['sim/ada+fault=401', 'sim/bob+fault=401']))
    expect([failed.isError, wordsIn(failed)]).toEqual([true, expect.stringMatching(/without a verdict.*\n\n.*`quorum doctor`/)])
    const misshapen = await call(client, 'debate', { question: '', budget_usd: -1 })
    expect([misshapen.isError, wordsIn(misshapen)]).toEqual([true, expect.stringContaining('budget_usd')])
  })

  it('says by which presets, protocols and models can be debated', async () => {
    const result = await call(client, 'list_presets', {})
    expect(result.structuredContent).toMatchObject({ protocols: expect.arrayContaining([expect.objectContaining({ name: 'vote' })]) })
    expect(wordsIn(result)).toContain('**auto**')
  })

  it('has each debate as a resource, and a list of them', async () => {
    const { debate_id: id, resource } = debateIn(await call(client, 'debate', ask(agreed)))
    expect((await client.listResources()).resources).toContainEqual(expect.objectContaining({ uri: resource, mimeType: 'text/markdown' }))
    expect((await client.listResourceTemplates()).resourceTemplates).toMatchObject([{ uriTemplate: 'quorum://debates/{id}' }])
    const [transcript] = (await client.readResource({ uri: resource })).contents
    expect(transcript).toMatchObject({ uri: resource, text: expect.stringContaining('sandwich?') })
    const [list] = (await client.readResource({ uri: 'quorum://debates' })).contents
    expect(list).toMatchObject({ text: expect.stringContaining(`quorum://debates/${id}`) })
    await expect(client.readResource({ uri: 'quorum://debates/none' })).rejects.toThrow('There is no debate none')
  })

  it('serves two clients at once that know nothing of each other', async () => {
    const other = await clientAt(rig.url, era)
    const results = await Promise.all([client, other].map((one) => call(one, 'debate', ask(agreed), { onprogress: () => undefined })))
    expect(results.map((result) => debateIn(result).answer)).toEqual(['yes', 'yes'])
    await other.close()
    expect((await client.listTools()).tools).toHaveLength(4)
  })
})
