import { type ModelOverride, type Overrides, type ProviderOverride, profiles } from '@quorum/models'
import { Problem } from '../problem.ts'
import type { Config } from './config.ts'
import type { Environment } from './folders.ts'
import { keyBehind } from './secrets.ts'

/** What a configuration changes about providers and models, as the catalogue of models takes it. */
export function overridesOf({ providers = {} }: Config, env: Environment): Overrides {
  const unknown = Object.keys(providers).find((name) => !profiles.has(name))
  if (unknown !== undefined)
    throw new Problem(
      'bad-request',
      `The configuration speaks of a provider "${unknown}". Known are: ${[...profiles.keys()].join(', ')}; any OpenAI-compatible endpoint is "compatible".`,
    )
  const each = Object.entries(providers)
  return {
    providers: Object.fromEntries(
      each.map(([name, { models: _, key, ...said }]) => [name, { ...said, ...(key && { key: keyBehind(key, env) }) } as ProviderOverride]),
    ),
    models: Object.fromEntries(
      each.flatMap(([name, { models = {} }]) =>
        Object.entries(models).map(([model, said]) => [`${name}/${model}`, said as ModelOverride] as const),
      ),
    ),
  }
}
