import { type Context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Recorded, RecordedEvent } from '@quorum/debate'
import type { Course, Observer } from './follow-courses.ts'
import type { Tracing } from './open-tracing.ts'
import { ofCall, ofClosing, ofDebate, ofTurn } from './span-attributes.ts'

type Closing = Recorded<'turn-ended' | 'turn-failed' | 'turn-interrupted'>

/** A span under way, and where its parts stand. */
type Open = { readonly span: Span; readonly within: Context }
type Traced = { readonly debate: Open; step: Open | null; readonly turns: Map<string, Open>; readonly calls: Map<string, Open> }

/**
 * Makes spans of what is recorded: debate > step > turn > call, at the times of the events. A debate that another process began is a trace of
 * its own from where this one took it up; `quorum.debate.id` finds all parts. `parent`: where the request stands that is being served.
 */
export function traceDebates({ tracer, content }: Tracing, parent: () => Context): { readonly observe: Observer; close(): void } {
  const traced = new Map<string, Traced>()

  function begin(name: string, at: string, within: Context, options: Parameters<typeof tracer.startSpan>[1] = {}): Open {
    const span = tracer.startSpan(name, { ...options, startTime: new Date(at) }, within)
    return { span, within: trace.setSpan(within, span) }
  }

  function debateOf(course: Course, event: RecordedEvent): Traced {
    const known = traced.get(course.debateId)
    if (known) return known
    const at = course.step ? event.at : course.opened.at
    const debate = begin(`debate ${course.opened.protocol.name}`, at, parent(), { attributes: ofDebate(course, content) })
    const made: Traced = { debate, step: null, turns: new Map(), calls: new Map() }
    traced.set(course.debateId, made)
    return made
  }

  function stepOf(of: Traced, at: string, step: Course['step']): Open {
    const attributes = { 'quorum.step': step?.number ?? 0, 'quorum.round': step?.round ?? 0 }
    of.step ??= begin(`round ${step?.round ?? 0}`, at, of.debate.within, { attributes })
    return of.step
  }

  function called(of: Traced, event: Recorded<'turn-started'>, course: Course): void {
    const { turnId, at } = event
    const attributes = ofTurn(turnId, course)
    const turn =
      of.turns.get(turnId) ?? begin(`turn ${attributes['quorum.act'] ?? turnId}`, at, stepOf(of, at, course.step).within, { attributes })
    of.turns.set(turnId, turn)
    const call = begin(`chat ${event.model}`, at, turn.within, { kind: SpanKind.CLIENT, attributes: ofCall(event, course) })
    of.calls.set(turnId, call)
  }

  function answered(of: Traced, event: Closing): void {
    const { turnId, at } = event
    const call = of.calls.get(turnId)
    call?.span.setAttributes(ofClosing(event, content))
    if (event.type !== 'turn-ended') fail(call)
    end(call, at)
    of.calls.delete(turnId)
    const again = event.type === 'turn-failed' ? !event.final : event.type === 'turn-interrupted' && event.reason === 'crash'
    if (again) return
    const turn = of.turns.get(turnId)
    if (event.type === 'turn-failed') fail(turn)
    end(turn, at)
    of.turns.delete(turnId)
  }

  function closeStep(of: Traced, at: string): void {
    for (const one of [...of.calls.values(), ...of.turns.values()]) end(one, at)
    of.calls.clear()
    of.turns.clear()
    end(of.step, at)
    of.step = null
  }

  function closeDebate(of: Traced, debateId: string, at: string): void {
    closeStep(of, at)
    end(of.debate, at)
    traced.delete(debateId)
  }

  return {
    observe(event, course) {
      const of = debateOf(course, event)
      switch (event.type) {
        case 'step-started':
          closeStep(of, event.at)
          stepOf(of, event.at, { number: event.step, round: event.round })
          return
        case 'turn-started':
          return called(of, event, course)
        case 'turn-ended':
        case 'turn-failed':
        case 'turn-interrupted':
          return answered(of, event)
        case 'step-ended':
          return closeStep(of, event.at)
        case 'debate-paused':
        case 'debate-resumed':
          of.debate.span.addEvent(event.type, {}, new Date(event.at))
          return
        case 'debate-ended':
          of.debate.span.setAttributes({ 'quorum.status': event.status, 'quorum.stop_reason': event.stopReason })
          if (event.status === 'failed') fail(of.debate)
          return closeDebate(of, course.debateId, event.at)
      }
    },
    close() {
      for (const [debateId, of] of traced) closeDebate(of, debateId, new Date().toISOString())
    },
  }
}

function end(open: Open | null | undefined, at: string): void {
  open?.span.end(new Date(at))
}

/** Without a reason: vendors' words may quote what they were asked. */
function fail(open: Open | undefined): void {
  open?.span.setStatus({ code: SpanStatusCode.ERROR })
}
