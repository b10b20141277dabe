import { debateRequest } from '@quorum/debate'
import { operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Floor } from '../floor.ts'
import { openSse } from '../live/sse.ts'
import { type At, mount } from '../mount.ts'
import { Misshapen } from '../problem-reply.ts'
import { conversationOf } from '../telling/conversation.ts'
import { type AgUiRun, agUi } from './ag-ui.ts'
import { type Dialect, dialectReader } from './dialect-reader.ts'
import { uiMessage } from './ui-message.ts'

/** What may stand beside a conversation, under the one key `quorum`: everything that a debate takes but its question. */
const wishes = debateRequest.omit({ motion: true }).extend({ motion: debateRequest.shape.motion.omit({ question: true }).optional() })
const agUiInput = z.looseObject({
  threadId: z.string(),
  runId: z.string(),
  messages: z.array(z.unknown()),
  forwardedProps: z.looseObject({ quorum: wishes.optional() }).nullish(),
})
const uiChatInput = z.looseObject({ id: z.string().min(1).max(200), messages: z.array(z.unknown()), quorum: wishes.optional() })

/** Debates in the dialects of user interfaces. Who leaves does not end the debate: it is one of `/api/v1`, and can be watched and steered there. */
export function mountStreams(app: FastifyInstance, { fanOut, room: { store } }: Floor): void {
  /** Tells a debate from its first event on. */
  async function tell(id: string, { request, reply }: At, dialect: Dialect): Promise<FastifyReply> {
    await request.quorum.row(id)
    reply.header('x-quorum-debate', id).headers(dialect.headers ?? {})
    await fanOut.join(request.quorum, id, 0, dialectReader(openSse(reply), dialect))
    return reply
  }

  async function start(messages: readonly unknown[], asked: z.infer<typeof wishes> | undefined, { request }: At): Promise<string> {
    const { motion, ...rest } = asked ?? {}
    const { id } = await request.quorum.start({ ...rest, motion: { ...motion, ...conversationOf(messages) } })
    return id
  }

  mount(app, operations.runAgUi, async ({ body }, at) => {
    const { messages, threadId, runId, forwardedProps } = read(agUiInput, body)
    return tell(await start(messages, forwardedProps?.quorum, at), at, inAgUi({ threadId, runId }))
  })
  mount(app, operations.watchAgUi, ({ params }, at) => tell(params.id, at, inAgUi()))

  mount(app, operations.startUiChat, async ({ body }, at) => {
    const { messages, quorum, id: chat } = read(uiChatInput, body)
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

function read<T>(shape: z.ZodType<T>, body: unknown): T {
  const { data, error } = shape.safeParse(body)
  if (error) throw new Misshapen(error.issues)
  return data
}
