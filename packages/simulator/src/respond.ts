import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, charactersPerToken, tokensIn } from './answer.ts'
import type { Behaviour } from './behaviour.ts'
import { type About, readAbout } from './debaters/about.ts'
import { speak } from './debaters/speak.ts'
import type { Fault } from './faults/fault.ts'
import { badRequest, overloaded, type StatusFault } from './faults/status-faults.ts'
import { blankEntry, type Entry, type Journal } from './journal.ts'
import { play } from './play.ts'
import type { Schedule } from './schedule.ts'
import { after, spoken } from './score.ts'
import { type Call, type Format, type Problem, wholeFrames } from './wire/format.ts'

/** A request whose body has been read. */
export type Arrived = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
  /** Milliseconds since 1970. */
  readonly at: number
  readonly path: string
  /** The settings that stand in the path. */
  readonly settings: string
  readonly format: Format
  readonly serial: string
}

type Understood = { readonly call: Call; readonly about: About | null; readonly behaviour: Behaviour; readonly fault: Fault | null }

/** Answers one request in the vendor's format, as the model's name and the path say. */
export function respond(arrived: Arrived, journal: Journal, schedule: Schedule): void {
  const { response } = arrived
  const entry = blankEntry(arrived)
  const understood = understand(arrived, entry, schedule)
  journal.open(entry)
  let timer: NodeJS.Timeout | undefined
  response.once('close', () => {
    clearTimeout(timer)
    entry.ended = Date.now()
    entry.completed = response.writableFinished
    entry.status = response.headersSent ? response.statusCode : null
    entry.left = !entry.completed && !entry.broken
    journal.close(entry)
  })
  if (typeof understood === 'string') {
    refuse(arrived, badRequest(understood), {})
    return
  }
  const { fault, behaviour } = understood
  const answer = (): void => {
    if (fault?.kind === 'status') refuseWith(fault, arrived, understood)
    else perform(arrived, understood, fault, entry)
  }
  if (behaviour.latency > 0) timer = setTimeout(answer, behaviour.latency)
  else answer()
}

/** Reads the request and notes in its entry what was understood; a sentence where it is wrong. */
function understand({ request, body, format, path, settings }: Arrived, entry: Entry, schedule: Schedule): Understood | string {
  const call = format.read(parsed(body), path)
  if (typeof call === 'string') return call
  entry.model = call.model
  entry.stream = call.stream
  const about = readAbout(request.headers['x-quorum-about'])
  if (typeof about === 'string') return about
  if (about) Object.assign(entry, { turnId: about.turnId, attempt: about.attempt, seat: about.seat, act: about.act })
  const behaviour = schedule.behaviour(call.model, settings)
  if (typeof behaviour === 'string') return behaviour
  const fault = schedule.fault(behaviour)
  entry.fault = fault?.name ?? null
  return { call, about, behaviour, fault }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function refuse({ response, format, serial }: Arrived, problem: Problem, headers: Record<string, string>): void {
  const body = format.error(problem, serial)
  const length = String(Buffer.byteLength(body))
  const own = { ...format.headers(serial, problem.status), ...headers, 'content-type': 'application/json', 'content-length': length }
  response.writeHead(problem.status, own).end(body)
}

function refuseWith(fault: StatusFault, arrived: Arrived, { call, behaviour }: Understood): void {
  const { authorization, 'x-api-key': named, 'x-goog-api-key': google } = arrived.request.headers
  const problem = fault.problem({ model: call.model, key: String(named ?? google ?? authorization?.replace(/^Bearer /, '') ?? '') })
  const { retryAfter, retryAfterMs, retryAfterDate } = behaviour
  const after = retryAfterDate === null ? retryAfter : new Date(Date.now() + retryAfterDate).toUTCString()
  refuse(arrived, problem, {
    ...(after !== null && { 'retry-after': after }),
    ...(retryAfterMs !== null && { 'retry-after-ms': retryAfterMs }),
  })
}

function perform(
  { response, format, serial }: Arrived,
  understood: Understood,
  fault: Exclude<Fault, StatusFault> | null,
  entry: Entry,
): void {
  const { call, behaviour } = understood
  const answer = answerTo(understood, fault, serial)
  const frames = call.stream ? format.stream(answer, call) : wholeFrames(format.whole(answer), format.error(overloaded, serial))
  const steps = fault?.kind === 'wire' ? fault.steps(frames, behaviour, () => format.whole(answer)) : spoken(frames)
  const length = tokensIn(answer.text.length)
  /** One JSON answer comes when all of it has been written. */
  const writing = call.stream ? 0 : behaviour.pace * Math.ceil(answer.text.length / answer.piece)
  play(writing > 0 ? after(writing, steps) : steps, {
    response,
    headers: format.headers(serial, 200),
    type: frames.type,
    pace: call.stream ? behaviour.pace : 0,
    sent() {
      entry.chunks++
      entry.tokens = call.stream ? Math.min(length, tokensIn(entry.chunks * answer.piece)) : length
    },
    over(how) {
      if (how === 'broken') entry.broken = true
      else entry.tokens = answer.usage?.output ?? length
    },
  })
}

/** What is said in the end: the debater's words, as the fault spells or changes them, within the cap. */
function answerTo({ call, about, behaviour }: Understood, fault: Exclude<Fault, StatusFault> | null, serial: string): Answer {
  const { value, text: said } = speak(call, about, behaviour)
  const spelt = fault?.kind === 'answer' && fault.spell && value !== undefined ? fault.spell(value) : said
  const room = call.cap === null ? Number.POSITIVE_INFINITY : call.cap * charactersPerToken
  const text = spelt.length > room ? spelt.slice(0, room) : spelt
  const answer: Answer = {
    serial,
    created: Math.floor(Date.now() / 1000),
    model: call.model,
    text,
    finish: spelt.length > room ? 'length' : 'stop',
    piece: behaviour.chunks ? Math.ceil(text.length / behaviour.chunks) : charactersPerToken,
    usage: { input: tokensIn(call.prompt.reduce((sum, message) => sum + message.text.length, 0)), output: tokensIn(text.length) },
  }
  return fault?.change ? fault.change(answer, call.cap) : answer
}
