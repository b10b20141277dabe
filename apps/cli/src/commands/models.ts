import process from 'node:process'
import type { Model } from '@quorum/debate'
import { type Checked, checkModel } from '@quorum/models'
import { time } from '../display/figures.ts'
import { inLine } from '../display/plain.ts'
import { sheetFor } from '../display/sheet.ts'
import { table } from '../display/table.ts'
import { type Flags, outputOf } from '../flags.ts'
import { inRoom } from '../room.ts'

type Row = {
  readonly model: string
  readonly family: string
  readonly window: number
  /** US dollars per million tokens. */
  readonly price: { readonly input: number; readonly output: number } | null
  readonly simulated: boolean
  readonly check?: Checked
}

/** `quorum models`: models of the providers that are set up; with `--check`, whether they answer. */
export const models = (flags: Flags): Promise<number> =>
  inRoom(async (quorum) => {
    const usual = (quorum.configuration.config.models ?? []).map((seat) => (typeof seat === 'string' ? seat : seat.model))
    const names = new Set([...usual, ...quorum.models.configured().flatMap((provider) => provider.models)])
    const found = [...names].map((name) => quorum.models.find(name))
    const rows = await Promise.all(found.flatMap((model) => (typeof model === 'string' ? [] : [rowOf(model, flags)])))
    for (const problem of found) if (typeof problem === 'string') process.stderr.write(`${problem}\n`)
    const output = outputOf(flags)
    if (output === 'json') process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
    else if (output === 'ndjson') process.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    else if (rows.length > 0) process.stdout.write(`${asTable(rows, flags).join('\n')}\n`)
    if (rows.length === 0 && output === 'text')
      process.stderr.write(
        'No provider is set up: export a key such as OPENAI_API_KEY or ANTHROPIC_API_KEY, or OLLAMA_HOST for a local model.\n',
      )
    return rows.some(({ check }) => check && !check.ok) ? 1 : 0
  })

async function rowOf(model: Model, { check }: Flags): Promise<Row> {
  const { name, family, window, price, simulated } = model.info
  const [tier] = price?.tiers ?? []
  return {
    model: name,
    family,
    window,
    price: tier ? { input: tier.input / 1e6, output: tier.output / 1e6 } : null,
    simulated,
    ...(check && { check: await checkModel(model) }),
  }
}

function asTable(rows: readonly Row[], flags: Flags): string[] {
  const { columns, paint } = sheetFor(process.stdout, flags, process.env)
  const cells = rows.map(({ model, family, window, price, simulated, check }) => [
    simulated ? `${model} (simulated)` : model,
    family,
    `${Math.round(window / 1000)}k`,
    price ? `$${price.input}` : 'unknown',
    price ? `$${price.output}` : 'unknown',
    ...(check ? [check.ok ? `${check.text} in ${time(check.ms)}` : inLine(check.text)] : []),
  ])
  const checked = rows.some(({ check }) => check) ? [{ title: 'CHECK', flexible: true as const }] : []
  const titles = [
    { title: 'MODEL' },
    { title: 'FAMILY' },
    { title: 'WINDOW', right: true as const },
    { title: 'IN /M', right: true as const },
    { title: 'OUT /M', right: true as const },
  ]
  const [head = '', ...lines] = table([...titles, ...checked], cells, process.stdout.isTTY ? columns : 200)
  return [paint.dim(head), ...lines]
}
