import process from 'node:process'
import type { Model } from '@quorum/debate'
import { hopeless, type Measured, measure } from '../bench/measure.ts'
import { promptsIn } from '../bench/prompts.ts'
import { type Purse, purseOf } from '../bench/purse.ts'
import { type Summary, summaryOf } from '../bench/summary.ts'
import { time, usd } from '../display/figures.ts'
import { inLine } from '../display/plain.ts'
import { sheetFor } from '../display/sheet.ts'
import { table } from '../display/table.ts'
import { type Flags, outputOf } from '../flags.ts'
import { openRoom } from '../room.ts'
import { Usage } from '../usage.ts'
import { noProvider } from './models.ts'

/**
 * `quorum bench models`: the same prompts to every model that is set up, or to those that are named; models side by side, the prompts of one
 * after another. Exit code 1 if a model never answered.
 */
export async function benchModels(flags: Flags): Promise<number> {
  const prompts = promptsIn(flags.prompts)
  const asked = Array.from({ length: flags.repeat ?? 1 }, () => prompts).flat()
  const room = await openRoom(flags.simulated ? 'typing' : undefined)
  const gone = new AbortController()
  const stop = () => gone.abort()
  process.once('SIGINT', stop)
  try {
    const { models } = room.quorum
    const names = flags.models ?? models.configured().flatMap((one) => (flags.simulated && !one.simulated ? [] : one.models))
    const found = names.map((name) => models.find(name))
    const missing = found.find((model) => typeof model === 'string')
    if (typeof missing === 'string') throw new Usage(missing)
    if (found.length === 0) process.stderr.write(`${noProvider}To try it without one: quorum bench models --simulated.\n`)
    const purse = purseOf(flags.budget)
    const course = { asked, purse, signal: gone.signal, progress: progressOf(flags) }
    const summaries = await Promise.all(found.flatMap((model) => (typeof model === 'string' ? [] : [benched(model, course)])))
    write(summaries, flags)
    return gone.signal.aborted ? 130 : summaries.every(({ answered }) => answered > 0) && summaries.length > 0 ? 0 : 1
  } finally {
    process.off('SIGINT', stop)
    await room.close()
  }
}

type Course = {
  readonly asked: readonly string[]
  readonly purse: Purse
  readonly signal: AbortSignal
  readonly progress: (line: string) => void
}

async function benched(model: Model, { asked, purse, signal, progress }: Course): Promise<Summary> {
  const runs: Measured[] = []
  for (const prompt of asked) {
    const run = await measure(model, prompt, purse, signal)
    runs.push(run)
    progress(`${model.info.name} ${runs.length}/${asked.length}: ${run.answer === null ? inLine(run.reason ?? '') : time(run.totalMs)}`)
    if (signal.aborted || hopeless(run)) break
  }
  return summaryOf(model.info.name, runs)
}

const progressOf = ({ quiet }: Flags) => (quiet ? () => undefined : (line: string) => void process.stderr.write(`${line}\n`))

function write(summaries: readonly Summary[], flags: Flags): void {
  const output = outputOf(flags)
  if (output === 'json') process.stdout.write(`${JSON.stringify(summaries, null, 2)}\n`)
  else if (output === 'ndjson') process.stdout.write(summaries.map((one) => `${JSON.stringify(one)}\n`).join(''))
  else if (summaries.length > 0) process.stdout.write(`${asTable(summaries, flags).join('\n')}\n`)
}

function asTable(summaries: readonly Summary[], flags: Flags): string[] {
  const { columns, paint } = sheetFor(process.stdout, flags, process.env)
  const right = true as const
  const titles = [
    { title: 'MODEL' },
    { title: 'ANSWERED', right },
    { title: 'FIRST', right },
    { title: 'WHOLE', right },
    { title: 'TOKENS/S', right },
    { title: 'IN', right },
    { title: 'OUT', right },
    { title: 'COST', right },
    { title: 'ANSWER', flexible: true as const },
  ]
  const [head = '', ...lines] = table(titles, summaries.map(cells), process.stdout.isTTY ? columns : 120)
  const note = summaries.some(({ simulated }) => simulated)
    ? ['', paint.dim('Simulated: no model was asked. Speeds and costs are made up, too; they show what a bench looks like.')]
    : []
  return [paint.dim(head), ...lines, ...note]
}

function cells(one: Summary): string[] {
  const { model, simulated, asked, answered, firstMs, totalMs, tokensPerSecond, inputTokens, outputTokens, runs } = one
  const last = runs.findLast(({ answer }) => answer !== null)?.answer ?? runs.at(-1)?.reason ?? ''
  return [
    simulated ? `${model} (simulated)` : model,
    `${answered}/${asked}`,
    firstMs === null ? '' : brief(firstMs),
    totalMs === null ? '' : brief(totalMs),
    tokensPerSecond === null ? '' : tokensPerSecond.toFixed(0),
    String(inputTokens),
    String(outputTokens),
    usd(one.usd),
    inLine(gistOf(last)),
  ]
}

/** What an answer says: the words of one that came as an object, as simulated models give it. */
function gistOf(answer: string): string {
  const found = /^\s*\{\s*"argument"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(answer)?.[1]
  return found === undefined ? answer : String(JSON.parse(found))
}

const brief = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : time(ms))
