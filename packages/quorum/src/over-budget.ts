import type { Store } from '@quorum/store'
import type { Account } from './caller.ts'
import type { Range } from './estimate.ts'
import { Problem } from './problem.ts'

type Asked = {
  readonly accounts?: readonly Account[] | undefined
  readonly nano: number
  /** What would do, in US dollars, where it can be foreseen. */
  readonly needs?: Range | null
}

/** That one of the accounts has no room for an amount in nano-dollars: what is left of it, what was asked, and the way out. */
export async function overBudget(over: string, { accounts = [], nano, needs }: Asked, { ledger }: Pick<Store, 'ledger'>): Promise<Problem> {
  const { title = `the account ${over}`, cap = null } = accounts.find(({ account }) => account === over) ?? {}
  const [{ spent, held } = { spent: 0, held: 0 }] = await ledger.accounts({ ids: [over] })
  const left = Math.max(0, (cap ?? 0) - spent - held)
  const waits = held > 0 ? ` (${usd(held)} is set aside for what is under way)` : ''
  return new Problem(
    'over-budget',
    `This may cost up to ${usd(nano)}, and ${title} has ${usd(left)} left of ${usd(cap ?? 0)}${waits}: ask for less, or have its cap raised.${needs ? ` ${sentence(needs)}` : ''}`,
  )
}

const sentence = ({ low, expected, high }: Range): string => {
  const [least, most] = [low, high].map((dollars) => usd(dollars * 1e9))
  return `Such a debate costs ${least} at the least, mostly ${usd(expected * 1e9)}, and with a budget of ${most} it comes to its end.`
}

/** In dollars, to the digits that tell. */
function usd(nano: number): string {
  const dollars = nano / 1e9
  return `$${dollars >= 1 || dollars === 0 ? dollars.toFixed(2) : Number(dollars.toPrecision(3)).toFixed(Math.min(9, 2 - Math.floor(Math.log10(dollars))))}`
}
