import type { Ask, Delta, Expects, Failure, Finish, Message, Model, Sink } from '@quorum/debate'
import type { Rule } from './guard-rule.ts'
import { type Screen, screen } from './guard-screen.ts'
import { unsent } from './unsent.ts'

/**
 * Holds an operator's rules against what is sent and what comes back. What a rule redacts is replaced before it leaves, or before anybody
 * sees it, also where it is streamed in pieces; the start or the end of the attempt then names the rule. What a rule refuses is the failure
 * `content-filter`: a question costs nothing then, an answer what the vendor bills.
 */
export function guard(inner: Model, rules: readonly Rule[]): Model {
  const asking = rules.filter(({ when }) => when !== 'output')
  const answering = rules.filter(({ when }) => when !== 'input')
  return {
    ...inner,
    async ask(request, sink) {
      const sent = screen(asking)
      const messages = request.messages.map((message) => screened(message, sent))
      const expects = request.expects?.foreign && withoutFound(request.expects, sent)
      const sampling = request.sampling?.stop && { ...request.sampling, stop: request.sampling.stop.map((word) => sent.whole(word)) }
      if (sent.refusedBy !== null) return unsent('content-filter', `The rule "${sent.refusedBy}" does not let this question out.`)
      const streamed = streaming(sink, answering)
      const asked = {
        ...request,
        ...guarded(request, sent.names, answering),
        messages,
        ...(expects && { expects }),
        ...(sampling && { sampling }),
      }
      const result = await inner.ask(asked, streamed.sink)
      streamed.end()
      return result.outcome === 'failure' ? cleaned(result, answering) : judged(result, answering, insideOf(request))
    },
  }
}

/** What goes between the engine and the attempts below: rules are named, and what failed attempts said is looked at, too. */
function guarded(request: Ask, names: readonly string[], answering: readonly Rule[]): Partial<Ask> {
  return {
    ...(names.length > 0 && { permit: (start) => request.permit({ ...start, guarded: names }) }),
    again: (failure) => request.again(cleaned(failure, answering)),
    ...(request.partial && { partial: (value: unknown, attempt: number) => showPartial(request, value, attempt, answering) }),
  }
}

/** A caller's own shape is sent, too: its names, and what it says of them. */
function withoutFound(expects: Expects, { whole }: Screen): Expects {
  const { name, schema } = expects
  return { ...expects, name: whole(name) === name ? name : 'answer', schema: everything(schema, whole) as Expects['schema'] }
}

function screened(message: Message, { whole }: Screen): Message {
  const content = message.content.map((part) => {
    const text = whole(part.text)
    return text === part.text ? part : { ...part, text }
  })
  return { ...message, content }
}

/** Deltas as they may be shown; each attempt starts from nothing. After a refusal nothing is shown any more. */
function streaming(sink: Sink, rules: readonly Rule[]) {
  let attempt = 0
  let kinds = fresh()
  const show = (kind: Delta['kind'], text: string) => {
    const refused = kinds.text.refusedBy !== null || kinds.reasoning.refusedBy !== null
    if (text !== '' && !refused) sink({ kind, text, attempt })
  }
  function fresh(): Readonly<Record<Delta['kind'], Screen>> {
    return { text: screen(rules), reasoning: screen(rules) }
  }
  return {
    sink(delta: Delta) {
      if (delta.attempt !== attempt) {
        attempt = delta.attempt
        kinds = fresh()
      }
      show(delta.kind, kinds[delta.kind].push(delta.text))
    },
    end() {
      show('reasoning', kinds.reasoning.end())
      show('text', kinds.text.end())
    },
  }
}

function judged(result: Finish, rules: readonly Rule[], inside: Inside): Finish | Failure {
  const said = screen(rules)
  const text = said.whole(result.text)
  const reasoning = result.reasoning === undefined ? {} : { reasoning: said.whole(result.reasoning) }
  const value = result.value === undefined ? {} : { value: inside(result.value, said.whole) }
  if (said.refusedBy === null) {
    const names = said.names
    return { ...result, text, ...reasoning, ...value, ...(names.length > 0 && { guarded: names }) }
  }
  const { attempt, nano, basis, usage } = result
  const reason = `The rule "${said.refusedBy}" does not let this answer in.`
  return { outcome: 'failure', kind: 'content-filter', retryable: false, reason, text: '', attempt, nano, basis, usage }
}

/** What of a failed attempt goes into the log: nothing that a rule found. */
function cleaned(failure: Failure, rules: readonly Rule[]): Failure {
  const said = screen(rules)
  return { ...failure, text: said.whole(failure.text), reason: said.whole(failure.reason) }
}

/** A string that may still grow into what a rule finds is shown as far as it is sure. */
function showPartial(request: Ask, value: unknown, attempt: number, rules: readonly Rule[]): void {
  let refused = false
  const shown = insideOf(request)(value, (text) => {
    const one = screen(rules)
    const sure = one.push(text)
    refused ||= one.refusedBy !== null
    return sure
  })
  if (!refused) request.partial?.(shown, attempt)
}

/** How an object is looked at. */
type Inside = (value: unknown, change: (text: string) => string) => unknown

/** Of a shape of ours the texts alone come from the model: its names, and what kind each value is, are ours. */
const insideOf = ({ expects }: Pick<Ask, 'expects'>): Inside => (expects?.foreign ? everything : strings)

const strings: Inside = (value, change) => (typeof value === 'string' ? change(value) : mapped(value, (one) => strings(one, change)))

/** The names and the numbers as well; a number in which something is found becomes a text. */
const everything: Inside = (value, change) => {
  if (typeof value !== 'string' && typeof value !== 'number') return mapped(value, (one) => everything(one, change), change)
  const changed = change(String(value))
  return changed === String(value) ? value : changed
}

function mapped(value: unknown, inside: (one: unknown) => unknown, name = (text: string) => text): unknown {
  if (Array.isArray(value)) return value.map(inside)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [name(key), inside(one)]))
}
