import type { Answer } from '../../http/answer.ts'
import type { Fault } from '../../http/fault.ts'
import type { Reader } from '../../http/format.ts'
import { type Loose, list, record, string } from '../../http/json.ts'
import { reportedFault } from '../../http/vendor-fault.ts'
import { cohereUsage } from './cohere-usage.ts'

/** Reads the events of a streamed answer, and whole answers. The vendor does not say which model answered. */
export function cohereReader(answer: Answer): Reader {
  return { event, whole }

  function event(data: string): void {
    const said = record(JSON.parse(data))
    const fault = reportedFault(said)
    if (fault) answer.fault = fault
    const delta = record(said?.delta)
    const type = string(said?.type)
    if (type === 'message-end') end(delta)
    else if (/^(content|tool|citation)-/.test(type)) {
      answer.progress++
      say(record(record(delta?.message)?.content))
    }
  }

  function whole(body: unknown): void {
    const reply = record(body)
    for (const part of list(record(reply?.message)?.content)) say(record(part))
    end(reply)
  }

  function say(part: Loose | null): void {
    answer.say('reasoning', string(part?.thinking))
    answer.say('text', string(part?.text))
  }

  function end(facts: Loose | null): void {
    const reason = string(facts?.finish_reason)
    if (reason !== '') finish(reason, facts?.error)
    const usage = record(facts?.usage)
    if (!usage) return
    answer.usage = cohereUsage(usage)
    answer.ended ||= answer.finish !== null
  }

  function finish(reason: string, error: unknown): void {
    if (/^(ERROR|TIMEOUT|USER_CANCEL)$/.test(reason)) {
      answer.fault ??= reportedFault({ error }) ?? brokenOff(reason)
      return
    }
    answer.progress++
    answer.finish ??= /MAX_TOKENS|LIMIT/.test(reason) ? 'length' : 'stop'
    if (reason === 'ERROR_TOXIC') answer.unfit = { kind: 'content-filter', reason: "The vendor's filter stopped the answer." }
  }
}

const brokenOff = (reason: string): Fault => ({ kind: 'server', reason: `The vendor broke the answer off (${reason}).` })
