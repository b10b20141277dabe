import type { Append, Entry } from '@quorum/debate'
import type { Hold } from '../ledger.ts'
import type { Claim, NewDebate, Store } from '../store.ts'

/** Where an adapter's contract is tried: some data that several sessions share. */
export type Grounds = {
  /** Another session of the same data; the suite closes it. */
  session(): Promise<Store>
  /** Opens the debate, and holds for a call if one is named, in a session that then dies as a killed process does. */
  abandon(debate: NewDebate, call?: { readonly id: string; readonly holds: readonly Hold[] }): Promise<void>
  /** As if all blobs had been put a day earlier. */
  passDay(): Promise<void>
  /** Removes the data, after all sessions were closed. */
  clear(): Promise<void>
}

/** What a test of the contract works with. `store` and `other` are two sessions. */
export type Trial = { readonly store: Store; readonly other: Store; readonly grounds: Grounds }

export const entry = (seq: number, text = `{"seq":${seq}}`, id = `entry-${seq}`): Entry => ({ id, seq, type: 'human-spoke', text })

export const entries = (from: number, to: number): readonly Entry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(from + index))

export const debate = (id: string, facts: Partial<NewDebate> = {}): NewDebate => ({
  id,
  tenant: 'local',
  principal: 'tester',
  secret: `secret of ${id}`,
  title: `Motion ${id}`,
  tags: [],
  protocol: 'vote',
  runner: 'cli',
  simulated: true,
  entries: [entry(1)],
  ...facts,
})

/** Opens a debate that must not exist yet. */
export async function opened(store: Store, id: string, facts: Partial<NewDebate> = {}): Promise<Claim> {
  const claim = await store.open(debate(id, facts))
  if (typeof claim === 'string' || 'over' in claim) throw new Error(`${id} could not be opened: ${JSON.stringify(claim)}.`)
  return claim
}

/** Claims a debate that must be free. */
export async function claimed(store: Store, id: string): Promise<Claim> {
  const claim = await store.claim(id)
  if (typeof claim === 'string') throw new Error(`${id} cannot be claimed: ${claim}.`)
  return claim
}

/** An append of one entry, or of those given, behind the head of a claim. */
export const after = ({ debateId, epoch, head }: Claim, more: Partial<Append> = {}): Append => ({
  debateId,
  epoch,
  head,
  entries: [entry((more.head ?? head) + 1)],
  ...more,
})

/** Appends the end of the debate. */
export const ending = (claim: Claim, more: Partial<Append> = {}): Append =>
  after(claim, { ends: true, catalogue: { status: 'complete' }, ...more })
