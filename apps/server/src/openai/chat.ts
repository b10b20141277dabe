import { type ChatBody, operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Call } from '../calls/calls.ts'
import type { Floor } from '../floor.ts'
import { callPlainly } from '../gateway/plain-call.ts'
import { askedInChat, chatSpeaker } from '../gateway/plain-chat.ts'
import { isDebate } from '../gateway/plain-models.ts'
import { openSse } from '../live/sse.ts'
import { mount } from '../mount.ts'
import { foundIn } from '../problem-reply.ts'
import { conversationOf } from '../telling/conversation.ts'
import { attend, goneFrom, holdDebate, siteOf } from './attend.ts'
import { chunksOf, completionOf, type Head } from './chat-completion.ts'
import { debateAsked, fusionOf } from './debate-asked.ts'
import type { Desk } from './desk.ts'
import { spokenAs } from './error-reply.ts'
import type { Decided } from './follow.ts'
import { besides } from './told-besides.ts'
import { refuseInChat } from './unsupported.ts'
import { formOf, type Told, verdictAs } from './verdict-as.ts'

/** A debate, or a plain model, as a chat completion. */
export function mountChat(app: FastifyInstance, floor: Floor, { calls, counted }: Desk): void {
  mount(app, operations.chatCompletion, async ({ body }, { request, reply, id }) => {
    if (!isDebate(body.model)) {
      const speaker = chatSpeaker(body, id, Math.floor(floor.now() / 1000))
      return callPlainly(askedInChat(body), speaker, { floor, request, reply, counted }) as Promise<FastifyReply>
    }
    refuseInChat(body)
    const form = formOf(body.response_format, 'response_format')
    const wanted = debateAsked(body, conversationOf(body.messages), request.quorum)
    const call = await holdDebate(calls, floor, { request, wanted, background: body.quorum?.background ?? false })
    reply.header('x-quorum-debate-id', call.debateId)
    const chat: Chat = {
      call,
      tell: (debate, signal) => verdictAs(form, debate, { room: floor.room, caller: request.visitor, signal, counted }),
      body,
      request,
      reply,
      floor,
      head: { debateId: call.debateId, model: body.model, created: Math.floor(floor.now() / 1000) },
      extras: { site: siteOf(request, floor), fusion: fusionOf(body) !== null },
    }
    return body.stream ? streamed(chat) : whole(chat)
  })
}

type Chat = {
  readonly call: Call
  readonly tell: (debate: Decided, signal: AbortSignal) => Promise<Told>
  readonly body: ChatBody
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly floor: Floor
  readonly head: Head
  readonly extras: Parameters<typeof besides>[1]
}

async function whole({ call, tell, request: { quorum }, reply, floor: { draining }, head, extras }: Chat) {
  const gone = goneFrom(reply)
  const pieces: string[] = []
  try {
    const debate = await attend(call, { quorum, gone, draining, hear: (piece) => void pieces.push(piece) })
    const told = await tell(debate, gone)
    return completionOf(head, told, pieces.join(''), besides(told.debate, extras))
  } catch (error) {
    if (gone.aborted) return reply.hijack()
    throw error
  }
}

async function streamed({ call, tell, body, request, reply, floor: { draining }, head, extras }: Chat): Promise<FastifyReply> {
  const sse = openSse(reply)
  const chunks = chunksOf(head, body)
  const send = (data: string): void => sse.send({ data })
  const hear = (piece: string): Promise<void> => {
    send(chunks.thought(piece))
    return sse.drained()
  }
  send(chunks.first())
  try {
    const debate = await attend(call, { quorum: request.quorum, gone: sse.gone, draining, hear })
    const told = await tell(debate, sse.gone)
    for (const chunk of chunks.last(told, besides(told.debate, extras))) send(chunk)
  } catch (error) {
    if (sse.gone.aborted) return reply
    const { status, error: told } = spokenAs(error, foundIn(error))
    if (status === 500) request.log.error({ err: error }, 'a chat completion failed')
    send(JSON.stringify({ error: told }))
  }
  sse.end()
  return reply
}
