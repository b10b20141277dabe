/** Money set aside on an account for a debate or a call, in whole nano-dollars. `cap` is what the account may spend and hold; null = no end. */
export type Hold = { readonly account: string; readonly cap: number | null; readonly grant: number }

/** What an account has spent, and what is set aside on it, in whole nano-dollars. `cap` is the one that was last named with a hold. */
export type Account = { readonly id: string; readonly cap: number | null; readonly spent: number; readonly held: number }

/** The first account, by id, that has no room for its part; nothing was held on any. */
export type Over = { readonly over: string }

/**
 * Accounts that several debates are paid from. A hold is given where `spent + held + grant <= cap` on all its accounts, or nowhere. A
 * debate's holds come with its opening and with commands that extend it (`Store.open`, `Store.send`), and close once, with its end or its
 * deletion: held falls by what was granted and spent rises by what the debate spent, of which an account with a cap bears no more than was
 * granted on it, as others may have extended it. `hold` and `settle` are for calls without a debate.
 */
export type Ledger = {
  /** Sets money aside for a call of the caller's naming. A name that holds already is `held`, with no further effect. */
  hold(callId: string, holds: readonly Hold[]): Promise<'held' | Over>
  /** Closes a call's holds at what it cost. False where nothing is held: settled before, or counted as spent in full because its session died. */
  settle(callId: string, nano: number): Promise<boolean>
  /** In the order of ids. Those never held on are left out. */
  accounts(which: { readonly prefix: string } | { readonly ids: readonly string[] }): Promise<readonly Account[]>
}
