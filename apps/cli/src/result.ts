import process from 'node:process'
import { type DebateView, replay } from '@quorum/debate'
import type { ConfiguredQuorum } from '@quorum/quorum'
import { type Account, accountOf } from './display/account.ts'
import { percent } from './display/figures.ts'
import { sheetFor } from './display/sheet.ts'
import { verdictText } from './display/verdict-text.ts'
import { exitCodeOf } from './exit-code.ts'
import { type Flags, outputOf } from './flags.ts'

/** Writes how a debate ended to standard output, and says what that means for the shell. */
export async function writeResult(id: string, quorum: ConfiguredQuorum, flags: Flags): Promise<number> {
  const view = await quorum.show(id)
  const output = outputOf(flags)
  if (output === 'json') process.stdout.write(`${JSON.stringify(view, null, 2)}\n`)
  if (output === 'text') process.stdout.write(verdictText(await accountIn(quorum, view), sheetFor(process.stdout, flags, process.env)))
  const { failUnder = 0 } = flags
  if (view.verdict && view.verdict.confidence.value < failUnder)
    process.stderr.write(`The confidence of ${percent(view.verdict.confidence.value)} is below the ${percent(failUnder)} asked for.\n`)
  return exitCodeOf(view, failUnder)
}

/** A debate with everything that its verdict's text says. */
export async function accountIn(quorum: ConfiguredQuorum, view: DebateView): Promise<Account> {
  const keys = new Map(quorum.models.configured().map(({ provider, keyEnv }) => [provider, keyEnv]))
  return accountOf(view, replay(await quorum.events(view.id)), (provider) => keys.get(provider) ?? null)
}
