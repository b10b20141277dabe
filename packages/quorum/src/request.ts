import { type DebateRequest, debateRequest } from '@quorum/debate'
import { Problem } from './problem.ts'

export { type DebateRequest, debateRequest }

/** A request, checked; throws a `Problem` that names every place that is wrong. */
export function readRequest(value: unknown): DebateRequest {
  const read = debateRequest.safeParse(value)
  if (read.success) return read.data
  const places = read.error.issues.map(({ path, message }) => `${path.join('.') || 'request'}: ${message}`)
  throw new Problem('bad-request', `This is not a debate that can be held. ${places.join('; ')}.`)
}
