import type { Answer } from '../../http/answer.ts'
import type { Fault } from '../../http/fault.ts'
import type { Reader } from '../../http/format.ts'
import { type Loose, list, record, string } from '../../http/json.ts'
import { reportedFault } from '../../http/vendor-fault.ts'
import { geminiUsage } from './gemini-usage.ts'

/** Reads chunks and whole answers, which have one shape. There is no terminator: the chunk with the finish reason and the usage is the last. */
export function geminiReader(answer: Answer): Reader {
  return {
    event(data) {
      const chunk: unknown = JSON.parse(data)
      const fault = reportedFault(chunk)
      if (fault) answer.fault = fault
      read(chunk)
    },
    whole: read,
  }

  function read(value: unknown): void {
    const chunk = record(value)
    if (!chunk) return
    answer.model ||= string(chunk.modelVersion)
    const candidate = record(list(chunk.candidates)[0])
    for (const part of list(record(candidate?.content)?.parts)) say(record(part))
    const reason = string(candidate?.finishReason)
    if (reason !== '') finish(reason)
    const blocked = string(record(chunk.promptFeedback)?.blockReason)
    if (blocked !== '') filtered(`The vendor's filter refused the prompt (${blocked}).`)
    // In every chunk, and growing: the latest holds.
    const usage = record(chunk.usageMetadata)
    if (!usage) return
    answer.usage = geminiUsage(usage)
    answer.ended ||= answer.finish !== null
  }

  /** A part without text holds a signature of hidden thinking: a sign of life. */
  function say(part: Loose | null): void {
    const text = string(part?.text)
    if (text !== '') answer.say(part?.thought === true ? 'reasoning' : 'text', text)
    else if (part?.thoughtSignature !== undefined) answer.progress++
  }

  function finish(reason: string): void {
    answer.progress++
    if (filters.has(reason)) filtered(`The vendor's filter stopped the answer (${reason}).`)
    else if (broken.test(reason)) answer.fault ??= brokenOff(reason)
    else answer.finish ??= reason === 'MAX_TOKENS' ? 'length' : 'stop'
  }

  function filtered(reason: string): void {
    answer.finish ??= 'stop'
    answer.unfit = { kind: 'content-filter', reason }
  }
}

const filters: ReadonlySet<string> = new Set(['SAFETY', 'RECITATION', 'LANGUAGE', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII'])

/** Finish reasons that are no end of an answer: something went wrong at the vendor, or the model tried to call what it was not given. */
const broken = /^(OTHER$|MALFORMED_|UNEXPECTED_|MISSING_)/

const brokenOff = (reason: string): Fault => ({ kind: 'server', reason: `The vendor broke the answer off (${reason}).` })
