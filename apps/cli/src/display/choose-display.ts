import process from 'node:process'
import { type Flags, outputOf } from '../flags.ts'
import type { Display } from './display.ts'
import { logDisplay, silentDisplay } from './log-display.ts'
import { sheetFor } from './sheet.ts'

/** The display that fits standard error and the flags: live on a terminal, a line an event elsewhere. `hint` is shown below a live one. */
export async function chooseDisplay(flags: Flags, hint: () => string): Promise<Display> {
  const { stderr, stdout, env } = process
  const write = (text: string) => stderr.write(text)
  const able = stderr.isTTY && env.TERM !== 'dumb' && !env.CI
  // Events on the same screen would tear the picture.
  const torn = outputOf(flags) === 'ndjson' && stdout.isTTY
  const wanted = flags.display ?? (flags.quiet || torn ? 'none' : able ? 'live' : 'log')
  if (wanted === 'none') return silentDisplay(write)
  if (wanted === 'log' || !stderr.isTTY) return logDisplay(write)
  const { liveDisplay } = await import('./live-display.ts')
  return liveDisplay(stderr, () => sheetFor(stderr, flags, env), hint)
}
