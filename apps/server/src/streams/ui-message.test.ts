import type { DebateEvent } from '@quorum/debate'
import { readUIMessageStream, type UIMessage, type UIMessageChunk, uiMessageChunkSchema } from 'ai'
import { describe, expect, it } from 'vitest'
import { goldenLogs, spokenLive } from '../testing/golden-logs.ts'
import { type UiChunk, uiMessage } from './ui-message.ts'

function streamOf(events: readonly DebateEvent[]): UiChunk[] {
  const { hear } = uiMessage()
  return events.flatMap(hear)
}

/** The message as a client of the AI SDK has it in the end. */
async function messageOf(chunks: readonly UiChunk[]): Promise<UIMessage> {
  const stream = ReadableStream.from(chunks) as ReadableStream<UIMessageChunk>
  let last: UIMessage | null = null
  for await (const message of readUIMessageStream({ stream, terminateOnError: true })) last = message
  if (!last) throw new Error('there was no message')
  return last
}
const log = (name: string) => goldenLogs.get(name) ?? []
const partsOf = ({ parts }: UIMessage, type: string) => parts.filter((part) => part.type === type)

describe.each([...goldenLogs])('a debate as a UI message: %s', (_, recorded) => {
  const streams = { recorded: streamOf(recorded), live: streamOf(spokenLive(recorded)) }

  it.each(Object.entries(streams))('is of chunks that the stream has (%s)', async (_name, chunks) => {
    for (const chunk of chunks)
      expect(await uiMessageChunkSchema().validate?.(chunk), JSON.stringify(chunk)).toMatchObject({ success: true })
  })

  it.each(Object.entries(streams))('is read by the AI SDK, whole, with the verdict as its text (%s)', async (_name, chunks) => {
    const message = await messageOf(chunks)
    const end = recorded.at(-1)
    if (end?.type !== 'debate-ended' || !end.verdict) throw new Error('the log does not end')
    expect(message).toMatchObject({ id: 'debate', role: 'assistant', metadata: { debateId: 'debate', status: end.status } })
    expect(partsOf(message, 'text')).toMatchObject([{ state: 'done', text: expect.stringContaining(end.verdict.answer) }])
    expect(partsOf(message, 'data-quorum-verdict')).toMatchObject([{ data: { status: end.status, verdict: end.verdict } }])
    expect(partsOf(message, 'data-quorum-panel').length).toBe(1)
    const turns = new Set(recorded.flatMap((event) => ('turnId' in event && event.type !== 'human-spoke' ? [event.turnId] : [])))
    expect(partsOf(message, 'data-quorum-turn').length).toBe(turns.size)
    for (const part of partsOf(message, 'reasoning'))
      expect(part).toMatchObject({ state: 'done', text: expect.stringMatching(/^\*\*\w+\*\* \(/) })
  })

  it('opens no step within a step, and closes every one', () => {
    let open = 0
    for (const { type } of streams.live) {
      if (type === 'start-step') open++
      if (type === 'finish-step') open--
      expect([0, 1]).toContain(open)
    }
    expect(open).toBe(0)
  })
})

describe('a UI message', () => {
  it('tells in place what becomes of a turn', async () => {
    const message = await messageOf(streamOf(log('council-1')))
    const turns = partsOf(message, 'data-quorum-turn').map((part) => ('data' in part ? part.data : null))
    expect(turns).toContainEqual(expect.objectContaining({ seat: 'max', status: 'absent', reason: 'auth' }))
    expect(turns).toContainEqual(expect.objectContaining({ seat: 'ada', status: 'said', ranking: expect.anything() }))
  })

  it('ends in an error where there is no verdict', async () => {
    const events = log('vote-1')
    const failed = [
      ...events.slice(0, -1),
      { ...events.at(-1), status: 'failed', stopReason: 'nobody spoke', verdict: null },
    ] as DebateEvent[]
    await expect(messageOf(streamOf(failed))).rejects.toThrow('nobody spoke')
  })
})
