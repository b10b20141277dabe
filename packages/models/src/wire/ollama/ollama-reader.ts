import type { Answer } from '../../http/answer.ts'
import type { Reader } from '../../http/format.ts'
import { number, record, string } from '../../http/json.ts'
import { reportedFault } from '../../http/vendor-fault.ts'

/** Reads the lines of a streamed answer, and whole answers, which have one shape. */
export function ollamaReader(answer: Answer): Reader {
  return {
    event(data) {
      const line: unknown = JSON.parse(data)
      const fault = reportedFault(line)
      if (fault) answer.fault = fault
      read(line)
    },
    whole: read,
  }

  function read(value: unknown): void {
    const line = record(value)
    if (!line) return
    answer.model ||= string(line.model)
    const message = record(line.message)
    answer.say('reasoning', string(message?.thinking))
    answer.say('text', string(message?.content))
    if (line.done === true) {
      answer.progress++
      answer.finish ??= line.done_reason === 'length' ? 'length' : 'stop'
    }
    const output = number(line.eval_count)
    if (output === undefined) return
    // Thoughts are counted as output, and not apart. What was cached is left out of the input by older servers: then it cannot be believed.
    answer.usage = { input: number(line.prompt_eval_count) ?? 0, cached: 0, cacheWrite: 0, output, reasoning: 0 }
    answer.ended ||= answer.finish !== null
  }
}
