import { type DebateOverrides, operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Floor } from '../floor.ts'
import { openSse } from '../live/sse.ts'
import { type At, mount } from '../mount.ts'
import { debateWished } from '../openai/debate-asked.ts'
import { conversationOf } from '../telling/conversation.ts'
import { type AgUiRun, agUi } from './ag-ui.ts'
import { type Dialect, dialectReader } from './dialect-reader.ts'
import { uiMessage } from './ui-message.ts'

/** Debates in the dialects of user interfaces. Who leaves does not end the debate: it is one of `/api/v1`, and can be watched and steered there. */
export function mountStreams(app: FastifyInstance, { fanOut, room: { store } }: Floor): void {
  /** Tells a debate from its first event on. */
  async function tell(id: string, { request, reply }: At, dialect: Dialect): Promise<FastifyReply> {
    const row = await request.quorum.row(id)
    reply.header('x-quorum-debate', id).headers(dialect.headers ?? {})
    await fanOut.join(request.quorum, row, 0, dialectReader(openSse(reply), dialect))
    return reply
  }

  async function start(messages: readonly unknown[], wishes: DebateOverrides | null | undefined, { request, id }: At): Promise<string> {
    return (await request.quorum.start(debateWished(wishes, conversationOf(messages)), { id })).id
  }

  mount(app, operations.runAgUi, async ({ body }, at) => {
    const { messages, threadId, runId, forwardedProps } = body
    return tell(await start(messages, forwardedProps?.quorum, at), at, inAgUi({ threadId, runId }))
  })
  mount(app, operations.watchAgUi, ({ params }, at) => tell(params.id, at, inAgUi()))

  mount(app, operations.startUiChat, async ({ body }, at) => {
    const { messages, quorum, id: chat } = body
    const debateId = await start(messages, quorum, at)
    await store.documents.put({ ...chatOf(chat, at), tenant: at.request.visitor.tenant, debateId, text: JSON.stringify({ debateId }) })
    return tell(debateId, at, inUiMessage())
  })
  mount(app, operations.watchUiChat, ({ params }, at) => tell(params.id, at, inUiMessage()))
  mount(app, operations.resumeUiChat, async ({ params: { chatId } }, at) => {
    const { kind, id } = chatOf(chatId, at)
    const debateId = (await store.documents.get(kind, id))?.debateId
    const row = debateId === undefined ? null : await at.request.quorum.row(debateId)
    return row?.endedAt === null ? tell(row.id, at, inUiMessage()) : at.reply.code(204).send()
  })
}

/** The document that knows the last debate of a chat. Chats are named by their clients, so each caller has its own. */
const chatOf = (chat: string, { request: { visitor } }: At) => ({
  kind: 'ui-chat',
  id: JSON.stringify([visitor.tenant, visitor.principal, chat]),
})

const inAgUi = (run?: AgUiRun): Dialect => agUi(run)
const inUiMessage = (): Dialect => ({ ...uiMessage(), headers: { 'x-vercel-ai-ui-message-stream': 'v1' }, last: '[DONE]' })
