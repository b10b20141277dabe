import type { AgUiEvent } from '../ag-ui.ts'

const opens: Readonly<Record<string, string>> = {
  STEP_STARTED: 'STEP_FINISHED',
  TEXT_MESSAGE_START: 'TEXT_MESSAGE_END',
  REASONING_START: 'REASONING_END',
  REASONING_MESSAGE_START: 'REASONING_MESSAGE_END',
}
const within: Readonly<Record<string, string>> = {
  TEXT_MESSAGE_CONTENT: 'TEXT_MESSAGE_END',
  REASONING_MESSAGE_CONTENT: 'REASONING_MESSAGE_END',
}
const closing = new Set(Object.values(opens))

/** What a client of AG-UI would refuse of a run from its start to its end: a sentence each. */
export function grammarOf(events: readonly AgUiEvent[]): string[] {
  const wrong: string[] = []
  const open = new Set<string>()
  const seen = new Set<string>()
  for (const [index, event] of events.entries()) {
    const { type } = event
    const of = String(event.messageId ?? event.stepName)
    if ((type === 'RUN_STARTED') !== (index === 0)) wrong.push(`${index}: a run starts once, and first`)
    if (/^RUN_(FINISHED|ERROR)$/.test(type) !== (index === events.length - 1)) wrong.push(`${index}: a run ends once, and last`)
    const end = opens[type]
    if (end) {
      if (seen.has(`${end} ${of}`)) wrong.push(`${index}: ${type} ${of} for the second time`)
      seen.add(`${end} ${of}`)
      open.add(`${end} ${of}`)
    }
    const inside = within[type]
    if (inside && !open.has(`${inside} ${of}`)) wrong.push(`${index}: ${type} of ${of}, which is not open`)
    if (closing.has(type) && !open.delete(`${type} ${of}`)) wrong.push(`${index}: ${type} of ${of}, which is not open`)
  }
  return [...wrong, ...[...open].map((left) => `left open: ${left}`)]
}

/** The state that a client has after these events. */
export function stateAfter(events: readonly AgUiEvent[]): Record<string, unknown> {
  let state: Record<string, unknown> = {}
  for (const { type, snapshot, delta } of events) {
    if (type === 'STATE_SNAPSHOT') state = structuredClone(snapshot) as typeof state
    if (type === 'STATE_DELTA') for (const change of delta as { path: string; value: unknown }[]) apply(state, change)
  }
  return state
}

function apply(state: Record<string, unknown>, { path, value }: { readonly path: string; readonly value: unknown }): void {
  const keys = path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = keys.pop() ?? ''
  const place = keys.reduce((at, key) => at[key] as Record<string, unknown>, state)
  place[last] = value
}
