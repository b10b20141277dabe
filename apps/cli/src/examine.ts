import process from 'node:process'
import { checkModel } from '@quorum/models'
import { type Configuration, configVariables, openConfigured, type Quorum, readConfig } from '@quorum/quorum'
import { mendFor } from './mend-model.ts'
import { version } from './version.ts'

/** Something that was looked at: `lacking` still works, `broken` does not. `mend` is the command that helps. */
export type Finding = {
  readonly about: string
  readonly state: 'good' | 'lacking' | 'broken'
  readonly text: string
  readonly mend?: string
}

/** Looks at everything that a debate needs here. With `check`, models are asked for a word, over the network. */
export async function examine({ check }: { readonly check: boolean }): Promise<Finding[]> {
  const where = { env: process.env, cwd: process.cwd() }
  const runtime = good(
    'runtime',
    `quorum ${version()}, Node ${process.versions.node}, SQLite ${process.versions.sqlite ?? 'missing'}, ${process.platform} ${process.arch}`,
  )
  const configuration = await readConfig(where).catch(asError)
  if (configuration instanceof Error)
    return [runtime, broken('config', configuration.message, 'mend the line that is named, or move the file away')]
  const config = configurationFindings(configuration)
  const quorum = await openConfigured({ ...where, runner: 'cli', app: `quorum-cli ${version()}` }).catch(asError)
  if (quorum instanceof Error) {
    const store = quorum.name === 'StoreError'
    return [
      runtime,
      ...config,
      broken(store ? 'store' : 'config', quorum.message, store ? 'export QUORUM_DATA_DIR=<a folder where you may write>' : undefined),
    ]
  }
  try {
    const { rows } = await quorum.list({ limit: 1 })
    const last = rows[0] ? `the newest debate is ${rows[0].id}` : 'no debate yet'
    return [runtime, ...config, good('store', `${quorum.store.location}, writable, ${last}`), ...(await providerFindings(quorum, check))]
  } finally {
    await quorum.close()
  }
}

const good = (about: string, text: string): Finding => ({ about, state: 'good', text })
const broken = (about: string, text: string, mend?: string): Finding => ({ about, state: 'broken', text, ...(mend && { mend }) })
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

function configurationFindings({ files, dataDir }: Configuration): Finding[] {
  const variables = Object.keys(configVariables).filter((name) => process.env[name])
  const [strongest, weaker] = files.map(({ path }) => path)
  const read = strongest
    ? `${strongest}${weaker ? `, which wins over ${weaker}` : ''}`
    : "no file (quorum.config.yaml here or above, or in the user's folder)"
  return [good('config', `${read}${variables.length > 0 ? `; ${variables.join(', ')} in the environment` : ''}`), good('data', dataDir)]
}

async function providerFindings(quorum: Quorum, check: boolean): Promise<Finding[]> {
  const providers = quorum.models.configured()
  if (providers.length === 0)
    return [
      {
        about: 'models',
        state: 'lacking',
        text: 'No provider is set up, so only quorum demo runs.',
        mend: 'export OPENAI_API_KEY=...   (or ANTHROPIC_API_KEY, GEMINI_API_KEY, OLLAMA_HOST, ...)',
      },
    ]
  const keys = providers.map(({ provider, keyEnv, key, baseUrl, simulated }) =>
    good(
      simulated ? 'simulator' : 'provider',
      `${provider} at ${baseUrl}${key ? `, key ${key}${keyEnv ? ` from ${keyEnv}` : ' from the configuration'}` : ', without a key'}`,
    ),
  )
  const names = providers.flatMap(({ models, simulated }) => (simulated ? models.slice(0, 1) : models))
  const models = await Promise.all(names.map((name) => modelFinding(name, quorum, check)))
  const real = new Set(names.flatMap((name) => familyOf(name, quorum)))
  const narrow: Finding[] =
    real.size === 1
      ? [
          {
            about: 'panel',
            state: 'lacking',
            text: 'All models are of one family, and such models tend to err together.',
            mend: 'export the key of another vendor',
          },
        ]
      : []
  const gaps = (quorum.models.gaps?.() ?? []).map((text): Finding => ({ about: 'model', state: 'lacking', text }))
  return [...keys, ...models, ...gaps, ...narrow]
}

function familyOf(name: string, quorum: Quorum): string[] {
  const model = quorum.models.find(name)
  return typeof model === 'string' ? [] : [model.info.family]
}

async function modelFinding(name: string, quorum: Quorum, check: boolean): Promise<Finding> {
  const model = quorum.models.find(name)
  if (typeof model === 'string') return broken('model', model)
  const { price } = model.info
  const priced = price ? `priced as of ${price.asOf}` : 'price not known, so no budget can be kept'
  if (check) {
    const { ok, text, kind } = await checkModel(model)
    return ok ? good('model', `${name} ${text}, ${priced}`) : broken('model', `${name}: ${text}`, mendFor(name, kind, quorum.models))
  }
  return {
    about: 'model',
    state: price ? 'good' : 'lacking',
    text: `${name}, ${priced}`,
    ...(!price && { mend: 'set providers.<name>.models.<model>.price in quorum.config.yaml' }),
  }
}
