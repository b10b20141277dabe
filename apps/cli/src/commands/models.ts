import process from 'node:process'
import type { Model } from '@quorum/debate'
import { type Catalogue, type Checked, checkModel } from '@quorum/models'
import { time } from '../display/figures.ts'
import { inLine } from '../display/plain.ts'
import { sheetFor } from '../display/sheet.ts'
import { table } from '../display/table.ts'
import { type Flags, outputOf } from '../flags.ts'
import { mendFor } from '../mend-model.ts'
import { inRoom } from '../room.ts'

type Row = {
  readonly model: string
  readonly family: string
  /** Input and output together, in tokens. */
  readonly window: number
  readonly maxOutput: number
  /** US dollars per million tokens, and where they come from. */
  readonly price: { readonly input: number; readonly output: number; readonly from: string } | null
  readonly simulated: boolean
  /** With the way out where it did not answer. */
  readonly check?: Checked & { readonly mend?: string }
}

/** `quorum models`: models of the providers that are set up; with `--check`, whether they answer. Exit code 1 if one does not. */
export const models = (flags: Flags): Promise<number> =>
  inRoom(async ({ models: catalogue, configuration }) => {
    const usual = (configuration.config.models ?? []).flatMap((seat) =>
      typeof seat === 'string' ? seat : 'person' in seat ? [] : seat.model,
    )
    const names = new Set([...usual, ...catalogue.configured().flatMap((provider) => provider.models)])
    const found = [...names].map((name) => catalogue.find(name))
    const rows = await Promise.all(found.flatMap((model) => (typeof model === 'string' ? [] : [rowOf(model, catalogue, flags)])))
    for (const problem of found) if (typeof problem === 'string') process.stderr.write(`${problem}\n`)
    for (const gap of catalogue.gaps?.() ?? []) process.stderr.write(`${gap}\n`)
    const output = outputOf(flags)
    if (output === 'json') process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
    else if (output === 'ndjson') process.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    else if (rows.length > 0) process.stdout.write(`${asTable(rows, flags).join('\n')}\n`)
    if (rows.length === 0 && output === 'text') process.stderr.write(noProvider)
    return rows.some(({ check }) => check && !check.ok) ? 1 : 0
  })

export const noProvider =
  'No provider is set up: export a key such as OPENAI_API_KEY or ANTHROPIC_API_KEY, or OLLAMA_HOST for a local model.\n'

async function rowOf(model: Model, catalogue: Catalogue, { check }: Flags): Promise<Row> {
  const { name, family, window, maxOutput, price, simulated } = model.info
  const [tier] = price?.tiers ?? []
  return {
    model: name,
    family,
    window,
    maxOutput,
    price: price && tier ? { input: tier.input / 1e6, output: tier.output / 1e6, from: price.asOf } : null,
    simulated,
    ...(check && { check: await checked(model, catalogue) }),
  }
}

async function checked(model: Model, catalogue: Catalogue): Promise<NonNullable<Row['check']>> {
  const found = await checkModel(model)
  return found.ok ? found : { ...found, mend: mendFor(model.info.name, found.kind, catalogue) }
}

function asTable(rows: readonly Row[], flags: Flags): string[] {
  const { columns, paint } = sheetFor(process.stdout, flags, process.env)
  const cells = rows.map(({ model, family, window, price, simulated, check }) => [
    simulated ? `${model} (simulated)` : model,
    family,
    `${Math.round(window / 1000)}k`,
    price ? `$${price.input}` : 'unknown',
    price ? `$${price.output}` : 'unknown',
    price?.from ?? '',
    ...(check ? [check.ok ? `${check.text} in ${time(check.ms)}` : inLine(check.text)] : []),
  ])
  const last = rows.some(({ check }) => check) ? [{ title: 'CHECK', flexible: true as const }] : []
  const titles = [
    { title: 'MODEL' },
    { title: 'FAMILY' },
    { title: 'WINDOW', right: true as const },
    { title: 'IN /M', right: true as const },
    { title: 'OUT /M', right: true as const },
    { title: 'PRICED BY' },
  ]
  const [head = '', ...lines] = table([...titles, ...last], cells, process.stdout.isTTY ? columns : 200)
  const ways = rows.flatMap(({ model, check }) => (check?.mend ? [paint.bold(`→ ${model}: ${check.mend}`)] : []))
  return [paint.dim(head), ...lines, ...ways]
}
