import type { DebateView } from '@quorum/debate'
import { type DebateRequest, Problem, type Quorum } from '@quorum/quorum'
import { operations, type ResponseBody } from '@quorum/sdk'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Call } from '../calls/calls.ts'
import type { Floor } from '../floor.ts'
import { callPlainly } from '../gateway/plain-call.ts'
import { isDebate } from '../gateway/plain-models.ts'
import { askedInResponse, responseSpeaker } from '../gateway/plain-response.ts'
import { openSse } from '../live/sse.ts'
import { mount } from '../mount.ts'
import { foundIn } from '../problem-reply.ts'
import { conversationOf } from '../telling/conversation.ts'
import { deliberation } from '../telling/deliberation.ts'
import { attend, goneFrom, holdDebate, siteOf } from './attend.ts'
import { debateAsked, fusionOf } from './debate-asked.ts'
import type { Desk } from './desk.ts'
import { spokenAs } from './error-reply.ts'
import type { Decided } from './follow.ts'
import { Refusal } from './refusal.ts'
import { beginning, conclusion, type ResponseEvent, thought } from './response-events.ts'
import { type Asked, debateIdOf, responseOf } from './response-object.ts'
import { besides, quorumOf } from './told-besides.ts'
import { refuseInResponse, refuseShapedLater } from './unsupported.ts'
import { formOf, type Told, verdictAs } from './verdict-as.ts'

/** A debate as a response. Its id is that of the debate, so that it is there as long as the debate is. */
export function mountResponses(app: FastifyInstance, floor: Floor, { calls, counted }: Desk): void {
  mount(app, operations.createResponse, async ({ body }, { request, reply, id }) => {
    if (!isDebate(body.model)) {
      const speaker = responseSpeaker(body, id, Math.floor(floor.now() / 1000))
      return callPlainly(askedInResponse(body), speaker, { floor, request, reply, counted }) as Promise<FastifyReply>
    }
    refuseInResponse(body)
    const form = formOf(body.text?.format, 'text.format')
    if (form.as !== 'markdown' && body.background) refuseShapedLater()
    const wanted = await wantedBy(body, request.quorum)
    const background = body.background ?? body.quorum?.background ?? false
    const call = await holdDebate(calls, floor, { request, wanted, background })
    reply.header('x-quorum-debate-id', call.debateId)
    const tell = (debate: Decided, signal: AbortSignal) =>
      verdictAs(form, debate, { room: floor.room, caller: request.visitor, signal, counted })
    const response: Response = { call, tell, body, request, reply, floor, site: siteOf(request, floor) }
    if (body.stream) return streamed(response)
    return body.background ? begun(response) : whole(response)
  })
  mount(app, operations.getResponse, ({ params: { responseId } }, { request }) => kept(responseId, request, floor))
  mount(app, operations.cancelResponse, async ({ params: { responseId } }, { request }) => {
    await request.quorum.send(debateIdOf(responseId), { type: 'stop' })
    return kept(responseId, request, floor)
  })
}

type Response = {
  readonly call: Call
  readonly tell: (debate: Decided, signal: AbortSignal) => Promise<Told>
  readonly body: ResponseBody
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly floor: Floor
  readonly site: string
}

/** The debate that a response asks for; with `previous_response_id`, what was asked and answered there is context. */
async function wantedBy(body: ResponseBody, quorum: Quorum): Promise<DebateRequest> {
  const { input, instructions, previous_response_id: previous } = body
  const said = typeof input === 'string' ? [{ role: 'user', content: input }] : input
  const { question, context } = conversationOf([...(instructions ? [{ role: 'system', content: instructions }] : []), ...said])
  if (!previous) return debateAsked(body, { question, context }, quorum)
  const earlier = await earlierThan(previous, quorum)
  const asked = debateAsked(body, { question, context: [...earlier.context, ...context] }, quorum)
  return { ...asked, follows: earlier.id }
}

async function earlierThan(response: string, quorum: Quorum) {
  const { id, motion, verdict, endedAt } = await quorum.show(debateIdOf(response)).catch((error: unknown) => {
    if (error instanceof Problem) throw refusedPrevious(`There is no response ${response} to follow.`)
    throw error
  })
  if (endedAt === undefined) throw refusedPrevious(`The response ${response} is not done yet: wait for it.`)
  const answered = verdict ? [{ role: 'assistant' as const, text: verdict.answer }] : []
  return { id, context: [...motion.context, { role: 'user' as const, text: motion.question }, ...answered] }
}

const refusedPrevious = (message: string): Refusal =>
  new Refusal(message, { status: 400, code: 'previous_response_not_found', param: 'previous_response_id' })

async function whole({ call, tell, body, request: { quorum }, reply, floor: { draining }, site }: Response) {
  const gone = goneFrom(reply)
  const pieces: string[] = []
  try {
    const debate = await attend(call, { quorum, gone, draining, hear: (piece) => void pieces.push(piece) })
    const { content, debate: billed } = await tell(debate, gone)
    return responseOf(billed, body, pieces.join(''), besides(billed, { site, fusion: fusionOf(body) !== null }), content)
  } catch (error) {
    if (gone.aborted) return reply.hijack()
    throw error
  }
}

async function begun({ call, body, request: { quorum }, site }: Response) {
  call.leave()
  const view = await quorum.show(call.debateId)
  return responseOf(view, body, '', { quorum: quorumOf(view, site) })
}

async function kept(response: string, request: FastifyRequest, floor: Floor) {
  const { quorum } = request
  const view = await quorum.show(debateIdOf(response))
  const asked: Asked = { previous_response_id: null }
  return responseOf(view, asked, await toldOf(view, quorum), { quorum: quorumOf(view, siteOf(request, floor)) })
}

/** The deliberation of a debate that has ended. */
async function toldOf({ id, endedAt }: DebateView, quorum: Quorum): Promise<string> {
  return endedAt === undefined ? '' : (await quorum.events(id)).map(deliberation()).join('')
}

async function streamed({ call, tell, body, request, reply, floor: { draining }, site }: Response): Promise<FastifyReply> {
  const { quorum } = request
  const { debateId } = call
  const view = await quorum.show(debateId).catch((error: unknown) => {
    call.leave()
    throw error
  })
  const now = responseOf(view, body, '', {})
  const open = { ...now, status: 'in_progress' as const, output: [], usage: null, error: null, completed_at: null }
  const sse = openSse(reply)
  let number = 0
  const send = (event: ResponseEvent): void =>
    sse.send({ event: event.type, data: JSON.stringify({ ...event, sequence_number: number++ }) })
  const pieces: string[] = []
  const hear = (piece: string): Promise<void> => {
    pieces.push(piece)
    send(thought(debateId, piece))
    return sse.drained()
  }
  for (const event of beginning(debateId, open)) send(event)
  try {
    const debate = await attend(call, { quorum, gone: sse.gone, draining, hear })
    const reasoning = pieces.join('')
    const told = await tell(debate, sse.gone)
    const extras = besides(told.debate, { site, fusion: fusionOf(body) !== null })
    const response = responseOf(told.debate, body, reasoning, extras, told.content)
    for (const event of conclusion(told, reasoning, response)) send(event)
  } catch (error) {
    if (sse.gone.aborted) return reply
    const { status, error: told } = spokenAs(error, foundIn(error))
    if (status === 500) request.log.error({ err: error }, 'a response failed')
    send({ type: 'response.failed', response: { ...open, status: 'failed', error: { code: 'server_error', message: told.message } } })
  }
  sse.end()
  return reply
}
