import type { Recorded, RecordedEvent } from '@quorum/debate'
import { Counter, Histogram, type Registry } from 'prom-client'
import { bounded } from './bounded.ts'
import type { Asked, Course, Observer } from './follow-courses.ts'
import { modelName } from './model-name.ts'

type Closing = Recorded<'turn-ended' | 'turn-failed' | 'turn-interrupted'>

const answering = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320]
const firstWords = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64]
const waiting = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 1800]
const commit = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1]
/** Models that have series of their own. */
const models = 200

/** Counts what happens in the debates of this process. */
export function debateMetrics(registry: Registry, now: () => number): Observer {
  const of = metricsIn(registry)
  const known = bounded(models)
  /** As `provider/model`; a simulated one without what tells it how to behave. */
  const named = ({ deployment, model }: Pick<Asked, 'deployment' | 'model'>) => known(modelName(deployment, model).replace(/\+.*/, ''))

  function closed(event: Closing, { asked, plans }: Course): void {
    const act = plans.get(event.turnId)?.act ?? 'unknown'
    const outcome = outcomeOf(event)
    if (outcome) of.turns.inc({ act, outcome })
    const request = asked.get(event.turnId)
    if (event.type === 'turn-failed') of.failures.inc({ model: request ? named(request) : 'none', kind: event.kind })
    if (request?.attempt !== event.attempt) return
    const model = named(request)
    of.attempts.inc({ model, outcome: event.type.slice('turn-'.length) })
    of.answering.observe({ model }, seconds(request.at, event.at))
    spent(model, event)
  }

  function spent(model: string, event: Closing): void {
    if (event.nano === null) of.unpriced.inc({ model })
    else of.cost.inc({ model }, (event.nano + (event.overrun ?? 0)) / 1e9)
    if (event.type === 'turn-interrupted') return
    if (event.firstMs !== undefined) of.firstWords.observe({ model }, event.firstMs / 1000)
    const { input = 0, cached = 0, cacheWrite = 0, output = 0, reasoning = 0 } = event.usage ?? {}
    for (const [kind, tokens] of Object.entries({ input, cached, cache_write: cacheWrite, output, reasoning }))
      if (tokens > 0) of.tokens.inc({ kind, model }, tokens)
  }

  function asked(event: Recorded<'turn-started'>, course: Course): void {
    const before = course.asked.get(event.turnId)
    const model = named(event)
    if (event.attempt > 1) of.retries.inc({ model })
    if (before && (before.model !== event.model || before.deployment !== event.deployment)) of.fallbacks.inc({ model })
  }

  return (event, course) => {
    of.commit.observe(Math.max(0, now() - Date.parse(event.at)) / 1000)
    const protocol = course.opened.protocol.name
    switch (event.type) {
      case 'step-started':
        if (event.step === 0) begun(event, course)
        return
      case 'turn-started':
        return asked(event, course)
      case 'turn-ended':
      case 'turn-failed':
      case 'turn-interrupted':
        return closed(event, course)
      case 'debate-paused':
        return of.pauses.inc({ protocol })
      case 'debate-resumed':
        return of.resumptions.inc({ cause: event.cause })
      case 'debate-ended':
        return of.debates.inc({ protocol, status: event.status })
    }
  }

  function begun({ at }: RecordedEvent, { opened }: Course): void {
    of.begun.inc({ protocol: opened.protocol.name })
    of.waiting.observe(seconds(opened.at, at))
  }
}

/** How a turn came out, where this event decides it: one that failed or was cut off may be asked again. */
function outcomeOf(event: Closing): string | null {
  if (event.type === 'turn-ended') return 'said'
  if (event.type === 'turn-failed') return event.final ? 'absent' : null
  return event.reason === 'crash' ? null : 'cut'
}

const seconds = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from)) / 1000

function metricsIn(registry: Registry) {
  const counter = <T extends string>(name: string, help: string, ...labelNames: T[]) =>
    new Counter({ name: `quorum_${name}`, help, labelNames, registers: [registry] })
  const histogram = <T extends string>(name: string, help: string, buckets: number[], ...labelNames: T[]) =>
    new Histogram({ name: `quorum_${name}`, help, buckets, labelNames, registers: [registry] })
  return {
    begun: counter('debates_begun_total', 'Debates whose first step began here.', 'protocol'),
    debates: counter('debates_total', 'Debates that ended here.', 'protocol', 'status'),
    pauses: counter('debate_pauses_total', 'Pauses of debates.', 'protocol'),
    resumptions: counter('debate_resumptions_total', 'Debates that went on here, by why: person, crash, take-over.', 'cause'),
    waiting: histogram('debate_wait_seconds', 'From the opening of a debate to its first step: time in the queue.', waiting),
    turns: counter('turns_total', 'Turns that are over: said, absent, or cut as no longer needed.', 'act', 'outcome'),
    attempts: counter('attempts_total', 'Requests to models, by how they came out.', 'model', 'outcome'),
    retries: counter('retries_total', 'Requests for a turn after its first.', 'model'),
    fallbacks: counter('fallbacks_total', 'Requests for a turn to another model or deployment than the one before.', 'model'),
    failures: counter('failures_total', 'Failed requests, and turns that could not be asked (model none).', 'model', 'kind'),
    tokens: counter('tokens_total', 'Tokens by kind; cached is part of input, reasoning part of output.', 'kind', 'model'),
    cost: counter('cost_dollars_total', 'US dollars.', 'model'),
    unpriced: counter('unpriced_attempts_total', 'Requests whose price is not known, and that no amount counts.', 'model'),
    answering: histogram('answer_seconds', 'From a request to its end.', answering, 'model'),
    firstWords: histogram('first_token_seconds', 'From a request to its first words or thoughts, where streamed.', firstWords, 'model'),
    commit: histogram('commit_seconds', 'From stating an event to having it on disk.', commit),
  }
}
