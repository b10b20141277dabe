import type { Answer } from '../../http/answer.ts'
import type { Fault } from '../../http/fault.ts'
import type { Reader } from '../../http/format.ts'
import { type Loose, list, record, string } from '../../http/json.ts'
import { reportedFault } from '../../http/vendor-fault.ts'
import { responsesUsage } from './responses-usage.ts'

/**
 * Reads the events of a streamed response, and whole responses. Texts are put together in the order in which they come: ids of items are no
 * help, because some gateways give every event another one.
 */
export function responsesReader(answer: Answer): Reader {
  return { event, whole: (body) => snapshot(record(body), string(record(body)?.status)) }

  function event(data: string): void {
    if (data === '[DONE]') {
      answer.ended = true
      return
    }
    const said = record(JSON.parse(data))
    const fault = reportedFault(said)
    if (fault) answer.fault = fault
    const type = string(said?.type)
    switch (type) {
      case 'response.output_text.delta':
        answer.say('text', string(said?.delta))
        break
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        answer.say('reasoning', string(said?.delta))
        break
      case 'response.reasoning_summary_part.added':
        if (answer.reasoning !== '') answer.say('reasoning', '\n\n')
        break
      case 'response.refusal.delta':
        refuse(string(said?.delta))
        break
      default:
        // A response is told when it begins and when it ends; whatever else happens to it shows the vendor at work.
        if (said?.response !== undefined) snapshot(record(said.response), type.replace('response.', ''))
        else if (type.startsWith('response.')) answer.progress++
    }
  }

  function snapshot(response: Loose | null, status: string): void {
    if (!response) return
    answer.model ||= string(response.model)
    if (status === 'failed' || status === 'cancelled') answer.fault ??= reportedFault({ error: response.error }) ?? brokenOff
    else if (status !== 'in_progress' && status !== 'queued' && status !== 'created') end(response)
    const usage = record(response.usage)
    if (!usage) return
    answer.usage = responsesUsage(usage)
    answer.ended ||= answer.finish !== null
  }

  function end({ output, incomplete_details }: Loose): void {
    answer.progress++
    // All of it has been said, where it was streamed.
    if (answer.text + answer.refusal === '') for (const item of list(output)) show(record(item), answer.reasoning === '')
    const short = string(record(incomplete_details)?.reason)
    answer.finish ??= short === 'max_output_tokens' ? 'length' : 'stop'
    if (short === 'content_filter') answer.unfit = { kind: 'content-filter', reason: "The vendor's filter stopped the answer." }
  }

  function show(item: Loose | null, thoughts: boolean): void {
    for (const part of [...list(item?.summary), ...list(item?.content)].map(record)) {
      if (part?.type === 'output_text') answer.say('text', string(part.text))
      else if (part?.type === 'refusal') refuse(string(part.refusal))
      else if (thoughts && item?.type === 'reasoning') answer.say('reasoning', string(part?.text))
    }
  }

  function refuse(words: string): void {
    answer.refusal += words
    answer.progress++
  }
}

const brokenOff: Fault = { kind: 'server', reason: 'The vendor broke the answer off.' }
