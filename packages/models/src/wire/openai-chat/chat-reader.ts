import type { Quirks } from '../../deployment.ts'
import type { Answer } from '../../http/answer.ts'
import type { Fault } from '../../http/fault.ts'
import type { Reader } from '../../http/format.ts'
import { list, record, string } from '../../http/json.ts'
import { reportedFault } from '../../http/vendor-fault.ts'
import { chatUsage } from './chat-usage.ts'

/** Reads chunks, and whole answers: they differ only in `delta` and `message`. */
export function chatReader(answer: Answer, { reasoningOutside }: Quirks): Reader {
  return {
    event(data, name) {
      if (data === '[DONE]') {
        answer.ended = true
        return
      }
      const chunk: unknown = JSON.parse(data)
      const fault = reportedFault(name === 'error' ? { error: chunk, ...record(chunk) } : chunk)
      if (fault) answer.fault = fault
      read(chunk)
    },
    whole: read,
  }

  function read(value: unknown): void {
    const chunk = record(value)
    if (!chunk) return
    if (answer.model === '') answer.model = string(chunk.model)
    const choice = record(list(chunk.choices)[0])
    if (choice) {
      say(choice.delta ?? choice.message)
      if (typeof choice.finish_reason === 'string' && choice.finish_reason !== '') finish(choice.finish_reason)
    }
    // Mostly a chunk of its own at the end; else beside or inside the last choice, or growing in every chunk: the latest holds.
    const usage = record(chunk.usage) ?? record(choice?.usage) ?? record(record(chunk.x_groq)?.usage)
    if (usage) answer.usage = chatUsage(usage, reasoningOutside)
  }

  function say(value: unknown): void {
    const delta = record(value)
    if (!delta) return
    answer.say('reasoning', string(delta.reasoning_content) || string(delta.reasoning))
    if (typeof delta.content === 'string') answer.say('text', delta.content)
    else for (const part of list(delta.content)) sayPart(record(part))
    const refusal = string(delta.refusal)
    if (refusal !== '') {
      answer.refusal += refusal
      answer.progress++
    }
  }

  /** Mistral's models that think send parts. */
  function sayPart(part: ReturnType<typeof record>): void {
    if (part?.type === 'text') answer.say('text', string(part.text))
    if (part?.type === 'thinking') for (const thought of list(part.thinking)) answer.say('reasoning', string(record(thought)?.text))
  }

  function finish(reason: string): void {
    answer.progress++
    if (broken[reason]) answer.fault ??= broken[reason]
    else answer.finish ??= /length|max_tokens/.test(reason) ? 'length' : 'stop'
    if (/content_filter|sensitive/.test(reason))
      answer.unfit = { kind: 'content-filter', reason: "The vendor's filter stopped the answer." }
  }
}

/** Finish reasons that are no end of an answer. */
const broken: Readonly<Record<string, Fault>> = {
  error: { kind: 'server', reason: 'The vendor broke the answer off.' },
  network_error: { kind: 'server', reason: 'The vendor broke the answer off.' },
  insufficient_system_resource: { kind: 'overloaded', reason: 'The vendor broke the answer off for lack of capacity.' },
}
