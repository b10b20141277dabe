import { type RecordedEvent, readEvent, replay } from '@quorum/debate'
import { type Accounts, accountsOf } from './attempts.ts'
import type { Request } from './vendor.ts'

/** What was on disk, as exact texts, and what the vendor had seen, when an owner was gone; at last, when the debate had ended. */
export type Found = {
  readonly log: readonly string[]
  readonly requests: readonly Pick<Request, 'turnId' | 'attempt' | 'model' | 'tokens' | 'fault'>[]
}

/**
 * What happened against the contract of durability, one sentence each; empty if nothing did. `founds` are of one debate, oldest first, one
 * for every owner that it had.
 */
export function brokenRules(founds: readonly Found[]): string[] {
  const last = founds.at(-1)
  if (!last) return ['nothing was found at all']
  const lost = founds.flatMap((found, index) => changedBytes(found.log, founds[index + 1]?.log ?? found.log))
  const events = last.log.map(readEvent)
  const gap = events.find(({ seq }, index) => seq !== index + 1)
  if (gap) return [...lost, `event ${gap.seq} is out of order`]
  const accounts = accountsOf(events, founds.length - 1)
  return [
    ...lost,
    ...accounts.wrongs,
    ...founds.flatMap(unannounced),
    ...ends(events),
    ...foldDiffers(events, accounts.settledNano),
    ...underpaid(events, last.requests, accounts),
  ]
}

function changedBytes(before: readonly string[], after: readonly string[]): string[] {
  return before.flatMap((text, index) => (after[index] === text ? [] : [`event ${index + 1} is not on disk as it was before`]))
}

/** A request is on the wire only if its `turn-started` was on disk, and only once. */
function unannounced({ log, requests }: Found): string[] {
  const started = log.map(readEvent).filter((event) => event.type === 'turn-started')
  const turns = new Set(requests.map(({ turnId }) => turnId))
  const wrongs = [...turns].flatMap((turnId) => {
    const seen = requests.filter((request) => request.turnId === turnId).length
    const announced = started.filter((event) => event.turnId === turnId).length
    return seen > announced ? [`the vendor was asked ${seen} times for turn ${turnId}, and ${announced} requests were announced`] : []
  })
  const numbered = requests.filter(({ attempt }) => attempt !== null)
  const stray = numbered.filter(
    ({ turnId, attempt }, index) =>
      numbered.findIndex((other) => other.turnId === turnId && other.attempt === attempt) !== index ||
      !started.some((event) => event.turnId === turnId && event.attempt === attempt),
  )
  return [...wrongs, ...stray.map(({ turnId, attempt }) => `attempt ${attempt} of ${turnId} was sent twice or never announced`)]
}

function ends(events: readonly RecordedEvent[]): string[] {
  const count = events.filter(({ type }) => type === 'debate-ended').length
  if (count !== 1) return [`the debate ended ${count} times`]
  return events.at(-1)?.type === 'debate-ended' ? [] : ['something was recorded after the end']
}

function foldDiffers(events: readonly RecordedEvent[], settledNano: number): string[] {
  const { spend } = replay(events)
  const wrongs = spend.nano === settledNano ? [] : [`the fold counts ${spend.nano} nano-dollars, and the log ${settledNano}`]
  return spend.reserved === 0 ? wrongs : [...wrongs, `${spend.reserved} nano-dollars are still reserved after the end`]
}

/** No attempt is recorded as cheaper than what the vendor counts as given out for it; unless the vendor lies, and is not believed. */
function underpaid(events: readonly RecordedEvent[], requests: Found['requests'], { costs }: Accounts): string[] {
  const first = events[0]
  if (first?.type !== 'debate-opened') return ['the log does not begin with debate-opened']
  const rates = new Map(
    first.panel.flatMap(({ model }) => (model ? [[nameAtVendor(model.name), model.price?.tiers[0]?.output ?? 0] as const] : [])),
  )
  return requests.flatMap(({ turnId, attempt, model, tokens, fault }) => {
    const billed = (tokens * (rates.get(model) ?? 0)) / 1000
    const paid = costs.get(`${turnId} ${attempt}`) ?? 0
    return billed > paid && fault !== 'overbill'
      ? [`the vendor bills ${billed} nano-dollars for attempt ${attempt} of ${turnId}, and ${paid} were recorded`]
      : []
  })
}

const nameAtVendor = (model: string): string => model.slice(model.indexOf('/') + 1)
