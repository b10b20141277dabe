import { Secret } from '../secret.ts'
import type { Environment } from './endpoint.ts'
import type { Profile } from './profile.ts'

/** Where a provider's key comes from. `none`: it has none, and cannot be asked without; `not-needed`: it can. */
export type KeySource = 'environment' | 'stored' | 'none' | 'not-needed'

/** What is known of a provider's key. */
export type ProviderKey = {
  readonly source: KeySource
  /** Masked. */
  readonly key: string | null
  /** Environment variables that it is looked for in, the first that is set counts. */
  readonly variables: readonly string[]
  /** The variable that its key is in. */
  readonly variable: string | null
}

/** The operator's key comes first: from the configuration (which only names variables), then from the environment, then the one that was set at run time. */
export function keyOf({ keyEnv, keyless }: Profile, env: Environment, configured: Secret | null, stored: Secret | null): ProviderKey {
  const variable = keyEnv.find((name) => env[name]) ?? null
  const common = { variables: keyEnv, variable: configured ? null : variable }
  if (configured) return { ...common, source: 'environment', key: configured.masked() }
  if (variable !== null) return { ...common, source: 'environment', key: new Secret(env[variable]?.trim() ?? '').masked() }
  if (stored) return { ...common, source: 'stored', key: stored.masked() }
  return { ...common, source: keyless ? 'not-needed' : 'none', key: null }
}
