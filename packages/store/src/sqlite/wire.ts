import type { Arguments, Asked } from '../answers.ts'
import type { StoreError } from '../store.ts'
import type { Lease } from './lease.ts'
import type { Pulse } from './pulse.ts'

/** What the main thread gives its worker along. */
export type Errand = { readonly path: string; readonly busyMs: number; readonly lease: Lease; readonly pulse: Pulse }

/** One question to the worker; they travel in batches. */
export type Call = { readonly id: number } & (
  | { readonly what: 'close' }
  | { [A in Asked]: { readonly what: A; readonly args: Arguments<A> } }[Asked]
)

/** An error as it crosses threads: its class and code would not. */
export type Failed = { readonly code: StoreError['code']; readonly message: string }
export type Reply = { readonly id: number } & ({ readonly value: unknown } | { readonly failed: Failed })

/** What the worker says: once `ready` or `failed`, then replies in batches, and `lost` when its session is. */
export type Told = { readonly ready: true } | { readonly failed: Failed } | { readonly replies: readonly Reply[] } | { readonly lost: true }
