import process from 'node:process'
import type { DebateView } from '@quorum/debate'
import type { ConfiguredQuorum } from '@quorum/quorum'
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
  if (output === 'text')
    process.stdout.write(verdictText(view, { ...sheetFor(process.stdout, flags, process.env), refusedKeys: refusedKeys(view, quorum) }))
  const { failUnder = 0 } = flags
  if (view.verdict && view.verdict.confidence.value < failUnder)
    process.stderr.write(`The confidence of ${percent(view.verdict.confidence.value)} is below the ${percent(failUnder)} asked for.\n`)
  return exitCodeOf(view, failUnder)
}

/** Variables whose keys some vendor refused. */
export function refusedKeys({ seats }: DebateView, quorum: ConfiguredQuorum): string[] {
  const providers = new Set(seats.flatMap(({ model, reason }) => (reason === 'auth' && model ? [model.slice(0, model.indexOf('/'))] : [])))
  const names = quorum.models.configured().flatMap(({ provider, keyEnv }) => (providers.has(provider) && keyEnv ? [keyEnv] : []))
  return [...new Set(names)]
}
