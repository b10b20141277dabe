import type { Account } from './account.ts'
import { count, listed, time, usd } from './figures.ts'

/** How a debate ended where it did not end as its protocol says: what happened and the way out. */
export type Notice = { readonly label: string; readonly text: string; readonly wayOut: string | null }

/** Null for a debate that is complete. */
export function noticeOf({ view, lastRound, refusedKeys }: Account): Notice | null {
  const { id, status, verdict, spend, pausedFor } = view
  const soFar = verdict ? 'This is the verdict so far.' : 'Too little was said for a verdict.'
  const forked = (flags: string) =>
    lastRound === null ? `ask it again${flags && ` with${flags}`}` : `quorum fork ${id} --round ${lastRound}${flags}`
  switch (status) {
    case 'complete':
    case 'queued':
      return null
    case 'degraded': {
      const names = (verdict?.missing ?? []).map(({ seat }) => seat)
      return { label: 'DEGRADED', text: `Not all took part as planned: without ${listed([...new Set(names)])}.`, wayOut: null }
    }
    case 'stopped':
      return { label: 'STOPPED', text: `It was ended early. ${soFar}`, wayOut: forked('') }
    case 'budget': {
      const text = `The budget does not allow what would come next; ${usd(spend.costUsd)} ${spend.costUsd === 0 ? 'was' : 'are'} spent. ${soFar}${neededIn(spend)}`
      return { label: 'BUDGET', text, wayOut: forked(` --budget ${spend.neededUsd ? enough(spend.neededUsd.high) : '<more>'}`) }
    }
    case 'deadline':
      return { label: 'DEADLINE', text: `The time was up after ${time(spend.wallMs)}. ${soFar}`, wayOut: forked(' --timeout <longer>') }
    case 'no-quorum':
      return { label: 'NO QUORUM', text: 'Too few of the panel spoke.', wayOut: 'quorum doctor --check' }
    case 'failed':
      return {
        label: 'FAILED',
        text: refusedKeys.length > 0 ? `Nobody could be asked: check ${listed(refusedKeys)}.` : 'Nobody could be asked.',
        wayOut: 'quorum doctor --check',
      }
    case 'running':
      return { label: 'RUNNING', text: `${count(spend.calls, 'call')} so far.`, wayOut: `quorum watch ${id}` }
    case 'paused':
      return { label: 'PAUSED', text: `It waits (${pausedFor ?? 'no reason given'}).${neededIn(spend)}`, wayOut: `quorum resume ${id}` }
    case 'interrupted':
      return { label: 'INTERRUPTED', text: 'Nobody runs it. Nothing that was said is lost.', wayOut: `quorum resume ${id}` }
  }
}

/** What would do, where the budget does not. */
function neededIn({ neededUsd }: Account['view']['spend']): string {
  if (!neededUsd) return ''
  const { low, expected, high } = neededUsd
  return ` Such a debate costs ${usd(low)} at the least, mostly ${usd(expected)}; with $${enough(high)} it comes to its end.`
}

/** Dollars rounded up to two figures that say something, so that what is told is enough. */
function enough(dollars: number): number {
  const unit = 10 ** (Math.floor(Math.log10(dollars || 1)) - 1)
  return Number((Math.ceil(dollars / unit) * unit).toPrecision(2))
}
