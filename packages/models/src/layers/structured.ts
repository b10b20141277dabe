import type { Ask, Delta, Expects, Failure, Finish, Message, Model, Sink } from '@quorum/debate'
import type { Quirks } from '../deployment.ts'
import { withFormat } from '../structured/format-instruction.ts'
import { partialObject } from '../structured/partial-object.ts'
import { readAnswer } from '../structured/read-answer.ts'
import { stringProperty } from '../structured/string-property.ts'
import { splitThinking } from '../structured/thinking.ts'
import { overtaken } from './overtaken.ts'

export type StructuredOptions = {
  readonly native: Quirks['structured']
  /** How often an answer in another shape is sent back with what is wrong with it; once if not given. */
  readonly repairs?: number
}
type Mode = { native: Quirks['structured']; readonly repairs: number }
type Shaped = Ask & { readonly expects: Expects }
/** What an answer is worth: done, or why not and what may mend it. */
type Judged = { readonly done: Finish } | { readonly fault: Failure; readonly prose: Finish | null }

/**
 * Gets the expected shape out of the model: asks for it natively or in words, streams the decoded text of one property while it is being
 * written, reads the answer tolerantly, and has it repaired, saying what is wrong with it. What then still is no object is plain prose where the shape has a use for
 * prose, else the failure `invalid`. An object cut at the output cap is asked for once more with twice the cap. Each further request is an
 * attempt of its own, announced by `again`.
 */
export function structured(inner: Model, { native, repairs = 1 }: StructuredOptions): Model {
  const mode = { native, repairs }
  return {
    ...inner,
    ask: (request, sink) =>
      request.expects ? askShaped(inner, { ...request, expects: request.expects }, sink, mode) : inner.ask(request, sink),
  }
}

async function askShaped(inner: Model, request: Shaped, sink: Sink, shared: Mode): Promise<Finish | Failure> {
  let mode = shared
  const { expects } = request
  let { maxOutput } = request
  let repair: readonly Message[] = []
  let { repairs } = mode
  let last: { readonly fault: Failure; readonly prose: Finish | null } | null = null
  for (;;) {
    const { native } = mode
    const result = await inner.ask(asked({ ...request, maxOutput }, repair, native), decoding(request, sink))
    if (result.outcome === 'failure') {
      if (last) return standIn(last, result, request)
      if (native === 'none' || !refusesShape(result)) return readable(result, expects)
      // This model cannot be given a schema, whatever its vendor can: from now on it is asked in words. A caller's own schema says less.
      if (expects.foreign) mode = { ...mode, native: 'none' }
      else mode.native = 'none'
      if (result.attempt !== null) await request.again(result)
      continue
    }
    const judged = judge(result, expects)
    if ('done' in judged) return judged.done
    const truncated = judged.fault.kind === 'truncated'
    const larger = Math.min(inner.info.maxOutput, 2 * request.maxOutput)
    const mendable = truncated ? larger > maxOutput : repairs > 0
    if (!mendable || request.signal.aborted) return judged.prose ?? judged.fault
    if (truncated) maxOutput = larger
    else {
      repairs--
      repair = repairOf(result.text, judged.fault)
    }
    last = judged
    await request.again(judged.fault)
  }
}

/** The request as the inner layers get it. A failed attempt's text is recorded as people could read it. */
function asked(request: Shaped, repair: readonly Message[], native: Quirks['structured']): Ask {
  const { expects, ...rest } = request
  const again = (failure: Failure) => request.again(readable(failure, expects))
  const messages = [...(native === 'json-schema' ? request.messages : withFormat(request.messages, expects)), ...repair]
  if (native === 'json-schema') return { ...request, messages, again }
  return native === 'json-object' ? { ...request, messages, again } : { ...rest, messages, again }
}

/**
 * Turns raw text deltas into the decoded text of the streamed property, and shows what of the object can be read to whoever wants to see
 * it; every attempt starts from nothing.
 */
function decoding(request: Shaped, sink: Sink): Sink {
  const { expects } = request
  let attempt = 0
  let reader = stringProperty(expects.streams)
  let object = partialObject()
  return (delta: Delta) => {
    if (delta.kind === 'reasoning') return sink(delta)
    if (delta.attempt !== attempt) {
      attempt = delta.attempt
      reader = stringProperty(expects.streams)
      object = partialObject()
    }
    const partial = request.partial && object.push(delta.text)
    if (partial !== undefined) request.partial?.(partial, attempt)
    const text = reader.push(delta.text)
    if (text) sink({ ...delta, text })
  }
}

function judge(result: Finish, expects: Expects): Judged {
  const { text: said, thinking } = splitThinking(result.text)
  const finish: Finish = thinking && result.reasoning === undefined ? { ...result, reasoning: thinking } : result
  const answer = readAnswer(said, expects)
  // A whole object is a whole answer, even if the vendor cut what came after it.
  if (answer.ok) return { done: { ...finish, text: answer.text || said, value: answer.value, finish: 'stop' } }
  const object = said.trimStart().startsWith('{') || decoded(said, expects) !== ''
  const prose = said.trim() === '' || object ? null : proseOf(finish, said, expects)
  if (result.finish === 'length') return prose ? { done: prose } : { fault: faultOf(result, 'truncated', said, expects), prose: null }
  if (said.trim() === '') return { fault: faultOf(result, 'empty', said, expects), prose: null }
  const salvaged = prose ?? proseOf(finish, decoded(said, expects), expects)
  return {
    fault: {
      ...faultOf(result, 'invalid', said, expects),
      reason: `The answer does not have the shape that was asked for: ${answer.issues}`,
    },
    prose: salvaged,
  }
}

function proseOf(finish: Finish, text: string, expects: Expects): Finish | null {
  const plain = text.trim()
  return plain && expects.prose ? { ...finish, text: plain, value: expects.prose(plain), unstructured: true } : null
}

const reasons = {
  truncated: 'The answer was cut at the output cap before it was complete.',
  empty: 'The model answered with nothing.',
  invalid: 'The answer does not have the shape that was asked for.',
} as const

function faultOf({ attempt, nano, basis, usage }: Finish, kind: keyof typeof reasons, said: string, expects: Expects): Failure {
  const text = (decoded(said, expects) || said).slice(0, 65_536)
  return { outcome: 'failure', kind, retryable: false, reason: reasons[kind], text, attempt, nano, basis, usage }
}

/**
 * What counts when the second request failed as well: the prose of the first answer, or why it was of no use if there was no money to ask
 * again. The cost is that of the second request; the first is settled.
 */
function standIn(
  { fault, prose }: { readonly fault: Failure; readonly prose: Finish | null },
  second: Failure,
  { expects, signal }: Shaped,
): Finish | Failure {
  const { attempt, nano, basis, usage } = second
  if (prose && (second.kind !== 'aborted' || signal.reason === overtaken)) return { ...prose, attempt, nano, basis, usage }
  return second.kind === 'budget' ? { ...fault, attempt, nano, basis, usage } : readable(second, expects)
}

/** The failed answer and what is wrong with it, after everything that was said before: the prefix stays the same to the letter. */
function repairOf(text: string, fault: Failure): readonly Message[] {
  if (fault.kind === 'empty') return []
  const wish = `${fault.reason}\nGive the same answer again as one JSON object of exactly that shape, and nothing else.`
  return [
    { role: 'assistant', content: [{ type: 'text', text: text.slice(0, 65_536) }] },
    { role: 'user', content: [{ type: 'text', text: wish }] },
  ]
}

/** Some models of a vendor refuse a parameter that its others take. */
function refusesShape({ kind, reason, text }: Failure): boolean {
  const said = `${reason} ${text}`.toLowerCase()
  return kind === 'bad-request' && shapeNames.some((name) => said.includes(name))
}

/** What vendors call the wish for a shape. */
const shapeNames = [
  ...['response_format', 'json_schema', 'json schema', 'json mode', 'structured output', 'output_config', 'output_format'],
  ...['text.format', 'responsejsonschema', 'response_schema', 'response_mime_type'],
]

const decoded = (text: string, expects: Expects): string => stringProperty(expects.streams).push(text)
const readable = (failure: Failure, expects: Expects): Failure => ({ ...failure, text: decoded(failure.text, expects) || failure.text })
