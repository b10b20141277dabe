import { EventSchemas } from '@ag-ui/core/schemas'
import { DefaultChatTransport, readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRig, quick, type Rig } from '../testing/rig.ts'
import type { AgUiEvent } from './ag-ui.ts'
import { grammarOf } from './testing/ag-ui-grammar.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig?.close())

const { motion, ...asked } = quick
const wishes = { ...asked, answer: motion.answer }
const silent = { ...wishes, panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }] }

async function messageOf(stream: ReadableStream<UIMessageChunk> | null): Promise<UIMessage> {
  if (!stream) throw new Error('there is no stream')
  let last: UIMessage | null = null
  for await (const message of readUIMessageStream({ stream, terminateOnError: true })) last = message
  if (!last) throw new Error('there was no message')
  return last
}
const textOf = ({ parts }: UIMessage) => parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')
const reasoningOf = ({ parts }: UIMessage) => parts.flatMap((part) => (part.type === 'reasoning' ? [part.text] : []))
const question: UIMessage = { id: 'q', role: 'user', parts: [{ type: 'text', text: motion.question }] }

describe('the AI SDK', () => {
  const transport = (quorum: object) => new DefaultChatTransport({ api: `${rig.url}/api/v1/ui-chat`, body: { quorum } })
  const send = (chatId: string, quorum: object, abortSignal?: AbortSignal) =>
    transport(quorum).sendMessages({ trigger: 'submit-message', chatId, messageId: undefined, messages: [question], abortSignal })

  it('holds a debate by its own transport, and reads the verdict', async () => {
    const message = await messageOf(await send('chat-1', wishes))
    expect(textOf(message)).toContain('yes')
    const { debateId } = message.metadata as { debateId: string }
    expect(await rig.room.show(debateId)).toMatchObject({ status: 'complete', motion: { question: motion.question } })
    expect(reasoningOf(message).length).toBeGreaterThanOrEqual(3)
    const again = await messageOf(await watch(debateId))
    expect(again).toMatchObject({ id: message.id, metadata: message.metadata })
    expect(reasoningOf(again).sort()).toEqual(reasoningOf(message).sort())
    expect(textOf(again)).toBe(textOf(message))
  })

  const watch = (debateId: string) =>
    new DefaultChatTransport({
      prepareReconnectToStreamRequest: () => ({ api: `${rig.url}/api/v1/debates/${debateId}/ui-stream` }),
    }).reconnectToStream({ chatId: 'any' })

  it('comes back to a chat whose debate goes on without it, and finds nothing there once it has ended', async () => {
    const leaving = new AbortController()
    const stream = await send('chat-2', silent, leaving.signal)
    const { value } = await stream.getReader().read()
    leaving.abort()
    const debateId = value?.type === 'start' ? (value.messageId ?? '') : ''
    expect((await rig.room.row(debateId)).endedAt).toBe(null)

    const again = await transport({}).reconnectToStream({ chatId: 'chat-2' })
    const reading = messageOf(again)
    await rig.room.send(debateId, { type: 'stop' })
    await expect(reading).rejects.toThrow('ended without a verdict (stopped)')
    expect(await transport({}).reconnectToStream({ chatId: 'chat-2' })).toBe(null)
  })

  it('is told by its own header which stream it is, and by ours which debate', async () => {
    const { headers, text } = await rig.ask('POST', '/api/v1/ui-chat', { id: 'chat-3', messages: [question], quorum: wishes })
    expect(headers.get('x-vercel-ai-ui-message-stream')).toBe('v1')
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect((await rig.room.row(headers.get('x-quorum-debate') ?? '')).status).toBe('complete')
    expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true)
  })

  it('is answered with a problem where nothing can be asked', async () => {
    expect(await rig.ask('POST', '/api/v1/ui-chat', { id: 'chat-4', messages: [] })).toMatchObject({ status: 400 })
    const { status, text } = await rig.ask('POST', '/api/v1/ui-chat', { id: 'chat-4', messages: [question], quorum: { panle: [] } })
    expect([status, text]).toEqual([400, expect.stringContaining('quorum')])
  })
})

describe('a repeat under an Idempotency-Key', () => {
  it.each([
    ['/api/v1/ui-chat', { id: 'chat-5', messages: [question], quorum: wishes }],
    [
      '/api/v1/ag-ui',
      { threadId: 't', runId: 'r', messages: [{ id: '1', role: 'user', content: 'x?' }], forwardedProps: { quorum: wishes } },
    ],
  ])('of %s tells of the debate that is there', async (path, body) => {
    const ask = () => rig.ask('POST', path, { tools: [], context: [], state: {}, ...body }, { 'idempotency-key': 'k' })
    const answers = [await ask(), await ask()]
    const [first, second] = answers.map(({ headers }) => headers.get('x-quorum-debate'))
    expect(first).toEqual(expect.any(String))
    expect(second).toBe(first)
    expect(answers[1]?.headers.get('idempotent-replay')).toBe('true')
  })
})

describe('AG-UI', () => {
  const input = {
    threadId: 't',
    runId: 'r',
    messages: [{ id: '1', role: 'user', content: motion.question }],
    tools: [],
    context: [],
    state: {},
  }
  const eventsOf = (text: string): AgUiEvent[] => [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? ''))

  it('runs a debate from its own input to its result', async () => {
    const { headers, text } = await rig.ask('POST', '/api/v1/ag-ui', { ...input, forwardedProps: { quorum: wishes, other: 1 } })
    const events = eventsOf(text)
    for (const event of events) expect(EventSchemas.safeParse(event).success).toBe(true)
    expect(grammarOf(events)).toEqual([])
    expect(events.at(-1)).toMatchObject({ type: 'RUN_FINISHED', threadId: 't', runId: 'r', result: { verdict: { answer: 'yes' } } })

    const debateId = headers.get('x-quorum-debate')
    const watched = eventsOf((await rig.ask('GET', `/api/v1/debates/${debateId}/ag-ui`)).text)
    expect(grammarOf(watched)).toEqual([])
    expect(watched.at(-1)).toMatchObject({ type: 'RUN_FINISHED', runId: debateId, result: { verdict: { answer: 'yes' } } })
  })

  it('says so where the server goes before the debate has ended', async () => {
    const other = await openRig({ folder: rig.folder })
    const { id } = await other.room.start({ ...asked, panel: silent.panel, motion } as Parameters<Rig['room']['start']>[0])
    const response = await fetch(`${other.url}/api/v1/debates/${id}/ag-ui`)
    const closing = other.close()
    const events = eventsOf(await response.text())
    expect(events.at(-1)).toMatchObject({ type: 'RUN_ERROR', code: 'interrupted' })
    await closing
  })

  it('knows no debate that is not there', async () => {
    expect(await rig.ask('GET', '/api/v1/debates/none/ag-ui')).toMatchObject({ status: 404 })
    expect(await rig.ask('GET', '/api/v1/debates/none/ui-stream')).toMatchObject({ status: 404 })
  })
})
