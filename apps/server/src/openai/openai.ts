import type { FastifyInstance } from 'fastify'
import { openCalls } from '../calls/calls.ts'
import type { Floor } from '../floor.ts'
import { mountChat } from './chat.ts'
import { mountCompatibleModels } from './compatible-models.ts'
import { mountResponses } from './responses.ts'

/** Minutes in which a client that repeats a call finds the debate that it already pays for. */
const joinMs = 15 * 60_000

/** The API of OpenAI, with a debate behind every model. */
export function mountOpenAi(app: FastifyInstance, floor: Floor): void {
  const calls = openCalls(app, floor, { kind: 'openai-call', joinMs, ...floor.options.calls })
  mountChat(app, floor, calls)
  mountResponses(app, floor, calls)
  mountCompatibleModels(app)
}
