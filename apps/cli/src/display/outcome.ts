import type { DebateView } from '@quorum/debate'
import { meaning } from './absence.ts'
import { count, listed, time, usd } from './figures.ts'

/** How a debate ended where it did not end as its protocol says: what happened and the way out. */
export type Notice = { readonly label: string; readonly text: string; readonly wayOut: string | null; readonly bad: boolean }

/** Null for a debate that is complete. `refusedKeys`: variables whose keys were refused. */
export function noticeOf(view: DebateView, refusedKeys: readonly string[] = []): Notice | null {
  const { id, status, verdict, spend, seats, rounds } = view
  const soFar = verdict ? 'This is the verdict so far.' : 'Too little was said for a verdict.'
  const last = Math.max(
    0,
    ...rounds.filter(({ turns }) => turns.every((turn) => turn.status === 'said' || turn.status === 'absent')).map(({ number }) => number),
  )
  const fork = (more: string) => (rounds.length > 0 ? `quorum fork ${id} --round ${last}${more}` : null)
  const gone = seats.filter(({ role, status }) => role === 'debater' && status === 'missing')
  const why = gone.map(({ name, reason = '' }) => `${name} (${meaning(reason)})`)
  const bad = verdict === null
  switch (status) {
    case 'complete':
    case 'queued':
      return null
    case 'degraded':
      return {
        label: 'DEGRADED',
        text: `Not all of the panel took part: ${listed((verdict?.missing ?? []).map(({ seat, reason }) => `${seat} (${meaning(reason)})`))}.`,
        wayOut: null,
        bad,
      }
    case 'stopped':
      return { label: 'STOPPED', text: `It was ended early. ${soFar}`, wayOut: fork(''), bad }
    case 'budget':
      return { label: 'BUDGET', text: `The budget is used up at ${usd(spend.costUsd)}. ${soFar}`, wayOut: fork(' --budget <more>'), bad }
    case 'deadline':
      return { label: 'DEADLINE', text: `The time was up after ${time(spend.wallMs)}. ${soFar}`, wayOut: fork(' --timeout <longer>'), bad }
    case 'no-quorum':
      return {
        label: 'NO QUORUM',
        text: `Too few of the panel spoke. Missing: ${listed(why) || 'nobody'}.`,
        wayOut: fork('') ?? 'quorum doctor --check',
        bad: true,
      }
    case 'failed': {
      const keys = refusedKeys.length > 0 ? ` Check ${listed(refusedKeys)}.` : ''
      return { label: 'FAILED', text: `Nobody could be asked: ${listed(why)}.${keys}`, wayOut: 'quorum doctor --check', bad: true }
    }
    case 'running':
      return { label: 'RUNNING', text: `${count(spend.calls, 'call')} so far.`, wayOut: `quorum watch ${id}`, bad: false }
    case 'paused':
      return { label: 'PAUSED', text: `It waits (${view.pausedFor ?? 'no reason given'}).`, wayOut: `quorum resume ${id}`, bad: false }
    case 'interrupted':
      return { label: 'INTERRUPTED', text: 'Nobody runs it, and nothing that was said is lost.', wayOut: `quorum resume ${id}`, bad: false }
  }
}
