import type { Answer } from '../../http/answer.ts'
import type { Fault } from '../../http/fault.ts'
import type { Reader } from '../../http/format.ts'
import { type Loose, list, record, string } from '../../http/json.ts'
import { reportedFault } from '../../http/vendor-fault.ts'
import { messagesUsage } from './messages-usage.ts'

/** Reads the events of a streamed message, and whole messages. Signatures and redacted thinking are not shown; they only prove life. */
export function messagesReader(answer: Answer): Reader {
  let usage: Loose = {}
  return { event, whole }

  function event(data: string): void {
    const said = record(JSON.parse(data))
    switch (said?.type) {
      case 'content_block_delta':
        delta(record(said.delta))
        break
      case 'content_block_start':
        block(record(said.content_block))
        break
      case 'content_block_stop':
        answer.progress++
        break
      case 'message_start':
        start(record(said.message))
        break
      case 'message_delta':
        stop(record(said.delta), said.usage)
        break
      case 'message_stop':
        answer.ended = true
        break
      case 'error':
        answer.fault = reportedFault(said)
    }
  }

  function whole(body: unknown): void {
    const message = record(body)
    start(message)
    for (const part of list(message?.content)) block(record(part))
    stop(message, message?.usage)
  }

  function start(message: Loose | null): void {
    answer.model ||= string(message?.model)
    bill(message?.usage)
  }

  function block(content: Loose | null): void {
    answer.progress++
    if (content?.type === 'text') answer.say('text', string(content.text))
    if (content?.type === 'thinking') answer.say('reasoning', string(content.thinking))
  }

  function delta(part: Loose | null): void {
    answer.progress++
    if (part?.type === 'text_delta') answer.say('text', string(part.text))
    if (part?.type === 'thinking_delta') answer.say('reasoning', string(part.thinking))
  }

  function stop(end: Loose | null, latest: unknown): void {
    bill(latest)
    const reason = string(end?.stop_reason)
    if (reason === '') return
    answer.progress++
    answer.finish = lengths.has(reason) ? 'length' : 'stop'
    if (reason === 'refusal') answer.unfit = refused(record(end?.stop_details))
  }

  /** Counts grow from event to event, and a later one may leave out what an earlier one said. */
  function bill(latest: unknown): void {
    const counts = Object.entries(record(latest) ?? {}).filter(([, count]) => count !== null)
    if (counts.length === 0) return
    usage = { ...usage, ...Object.fromEntries(counts) }
    answer.usage = messagesUsage(usage)
  }
}

const lengths: ReadonlySet<string> = new Set(['max_tokens', 'model_context_window_exceeded'])

function refused(details: Loose | null): Fault {
  const why = string(details?.explanation) || string(details?.category)
  return { kind: 'refused', reason: `The model will not answer${why ? `: ${why.slice(0, 500)}` : '.'}` }
}
