import type { Caller } from '@quorum/quorum'
import type { Scope } from '@quorum/sdk'

/** Whoever stands behind a request: whose debates it sees, in whose name it acts, and how much it may do. */
export type Visitor = Caller & {
  readonly scope: Scope
  /** The API key that it came with; null for the open loopback, a ticket's or a link's holder. */
  readonly keyId: string | null
  /** The only debate that it may see: who comes by a ticket for one. */
  readonly debateId?: string
}

/** Whether somebody is of whoever operates the server: its keys, its counts and the keys of all tenants are nobody else's business. */
export const isOperator = ({ tenant }: Visitor): boolean => tenant === 'local'

const order: readonly Scope[] = ['none', 'read', 'run', 'admin']

/** Whether a scope is enough for what asks for another: each includes the ones before it. */
export const includes = (held: Scope, asked: Scope): boolean => order.indexOf(held) >= order.indexOf(asked)
