import type { Message, Sampling } from '@quorum/debate'
import { type PlainAnswer, Problem } from '@quorum/quorum'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { depthOf } from '../door/depth.ts'
import type { Floor } from '../floor.ts'
import { openSse, type Sse } from '../live/sse.ts'
import { goneFrom } from '../openai/attend.ts'
import { spokenAs } from '../openai/error-reply.ts'
import { Refusal } from '../openai/refusal.ts'
import { foundIn } from '../problem-reply.ts'
import { type Answered, answered } from './answered.ts'
import { replayed } from './replayed.ts'
import type { shapeWanted } from './shape-wanted.ts'

/** A plain call, read from whichever dialect. */
export type Asked = {
  readonly model: string
  readonly messages: readonly Message[]
  readonly maxOutput: number | null
  readonly sampling: Sampling
  readonly expects: ReturnType<typeof shapeWanted>
  readonly stream: boolean
  /** Who of the caller's people asks. */
  readonly user: string | null
  /** Fields that do nothing. */
  readonly ignored: readonly string[]
}

type Sent = { readonly event?: string; readonly data: string }

/** How a dialect says a plain answer: in one piece, or bit by bit. */
export type Speaker = {
  whole(answer: Answered): object
  first(): readonly Sent[]
  thought(text: string): readonly Sent[]
  said(text: string): readonly Sent[]
  last(answer: Answered): readonly Sent[]
  /** The stream ends without an answer. */
  broken(error: { readonly message: string; readonly type: string; readonly param: string | null; readonly code: string }): readonly Sent[]
}

export type Counted = (plain: PlainAnswer) => void
type At = { readonly floor: Floor; readonly request: FastifyRequest; readonly reply: FastifyReply; readonly counted: Counted }

/** Quorums may stand before each other; deeper than this one of them asks itself. */
const deepest = 8
/** Milliseconds until a stream begins although nothing was said yet: before that, a failure has a status of its own. */
const silentMs = 15_000

/** Answers a plain call in its caller's dialect. A caller that leaves takes its call along. */
export async function callPlainly(asked: Asked, speaker: Speaker, { floor, request, reply, counted }: At): Promise<object> {
  const depth = boundedDepth(request)
  if (asked.user) await request.payFor(asked.user)
  const { visitor } = request
  const quorum = floor.room.as({ ...visitor, accounts: visitor.accounts ?? [], depth })
  const gone = goneFrom(reply)
  const cut = new AbortController()
  const { model, messages, maxOutput, sampling, expects } = asked
  if (asked.ignored.length > 0) reply.header('x-quorum-ignored', asked.ignored.join(', '))
  // Who asked for no fragment gets none: an object is checked, and `whole` is the answer of one attempt from the first word on.
  const shown = asked.stream ? streamTo(reply, speaker) : null
  const shows = shown && !expects && request.headers['x-quorum-stream'] !== 'whole' ? shown : null
  try {
    const plain = await quorum
      .ask(
        {
          model,
          messages,
          ...(maxOutput !== null && { maxOutput }),
          ...(Object.keys(sampling).length > 0 && { sampling }),
          ...(expects && { expects }),
          stream: asked.stream,
          signal: AbortSignal.any([gone, cut.signal]),
          begun: (attempt) => shown?.begun(attempt),
        },
        (delta) => {
          if (shows?.take(delta) === 'other') cut.abort()
        },
      )
      .catch(refuseUnknown)
    counted(plain)
    if (gone.aborted) return reply.hijack()
    const answer = answered(plain)
    if (!shown) return whole(answer, speaker, reply)
    shown.end(answer)
    return reply
  } catch (error) {
    if (gone.aborted) return shown?.began ? reply : reply.hijack()
    if (!shown?.began) throw error
    const { status, error: told } = spokenAs(error, foundIn(error))
    if (status === 500) request.log.error({ err: error }, 'a plain call failed')
    shown.fail(told)
    return reply
  } finally {
    shown?.leave()
  }
}

function refuseUnknown(error: unknown): never {
  if (error instanceof Problem && error.code === 'unknown-model')
    throw new Refusal(`${error.message} GET /v1/models lists what can be asked.`, { status: 404, code: 'model_not_found', param: 'model' })
  throw error
}

function boundedDepth({ headers }: FastifyRequest): number {
  const depth = depthOf(headers)
  if (depth <= deepest) return depth
  throw new Refusal('This call came by here before: a provider of this server leads back to it.', {
    status: 400,
    code: 'too_deep',
    param: 'model',
    retry: false,
  })
}

function whole(answer: Answered, speaker: Speaker, reply: FastifyReply): object {
  const { deployment, attempts, cost_usd: cost } = answer.besides
  reply.headers({
    'x-quorum-deployment': encodeURI(deployment),
    'x-quorum-attempts': attempts.length,
    ...(cost !== null && { 'x-quorum-cost-usd': String(cost) }),
  })
  return speaker.whole(answer)
}

/** A stream that begins with the first words, so that whatever fails before them has a status of its own. */
function streamTo(reply: FastifyReply, speaker: Speaker) {
  const text = replayed()
  const thoughts = replayed()
  let sse: Sse | null = null
  let broken = false

  function send(all: readonly Sent[]): void {
    clearTimeout(timer)
    if (!sse) {
      sse = openSse(reply)
      for (const one of speaker.first()) sse.send(one)
    }
    for (const one of all) sse.send(one)
  }
  const timer = setTimeout(() => send([]), silentMs)

  return {
    get began() {
      return sse !== null
    },
    begun({ attempt, deployment }: { readonly attempt: number; readonly deployment: string }): void {
      if (!sse) reply.headers({ 'x-quorum-deployment': encodeURI(deployment), 'x-quorum-attempts': attempt })
    },
    /** `other`: this attempt says something else than what was shown of the one before. */
    take({ kind, text: piece, attempt }: { readonly kind: 'text' | 'reasoning'; readonly text: string; readonly attempt: number }) {
      if (broken) return 'other'
      const fresh = (kind === 'text' ? text : thoughts).take({ attempt, text: piece })
      // Thoughts that differ are left out: they are no part of the answer.
      if (fresh === null && kind === 'text') broken = true
      if (fresh) send(kind === 'text' ? speaker.said(fresh) : speaker.thought(fresh))
      return broken ? 'other' : 'same'
    },
    end(answer: Answered): void {
      const rest = broken ? null : text.end(answer.text)
      if (rest === null) throw brokenOff(text.length)
      if (rest !== '') send(speaker.said(rest))
      send(speaker.last(answer))
      sse?.end()
    },
    fail(error: Parameters<Speaker['broken']>[0]): void {
      const { message, type, param, code } = broken ? spokenAs(brokenOff(text.length), foundIn(null)).error : error
      send(speaker.broken({ message, type, param, code }))
      sse?.end()
    },
    leave: () => clearTimeout(timer),
  }
}

const brokenOff = (length: number): Refusal =>
  new Refusal(
    `The model broke off after ${length} characters, and its next answer is another one: what was shown is no answer. Ask again; with the header \`x-quorum-stream: whole\` a stream begins once the answer is complete.`,
    { status: 502, code: 'answer_broken' },
  )
