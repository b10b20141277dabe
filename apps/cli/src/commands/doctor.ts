import process from 'node:process'
import { sheetFor } from '../display/sheet.ts'
import { indented, wrap } from '../display/wrap.ts'
import { examine, type Finding } from '../examine.ts'
import { type Flags, outputOf } from '../flags.ts'

/** `quorum doctor`: what is set up, what is broken, and the command that mends it. Exit code 1 if something is broken. */
export async function doctor(flags: Flags): Promise<number> {
  const findings = await examine({ check: flags.check ?? false })
  const output = outputOf(flags)
  if (output === 'json') process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`)
  else if (output === 'ndjson') process.stdout.write(findings.map((finding) => `${JSON.stringify(finding)}\n`).join(''))
  else process.stdout.write(`${findings.map((finding) => asText(finding, flags)).join('\n')}\n`)
  return findings.some(({ state }) => state === 'broken') ? 1 : 0
}

const margin = 12

function asText({ about, state, text, mend }: Finding, flags: Flags): string {
  const { columns, paint } = sheetFor(process.stdout, flags, process.env)
  const sign = state === 'good' ? paint.green('✓') : state === 'broken' ? paint.red('✗') : paint.yellow('!')
  const [first = '', ...rest] = wrap(text, columns - margin - 2)
  const lines = [`${sign} ${about.padEnd(margin)}${first}`, ...indented(rest, margin + 2)]
  return [...lines, ...(mend ? indented(wrap(`→ ${mend}`, columns - margin - 2), margin + 2).map((line) => paint.bold(line)) : [])].join(
    '\n',
  )
}
