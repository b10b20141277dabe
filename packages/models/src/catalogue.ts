import type { Model } from '@quorum/debate'
import type { Dispatcher } from 'undici'
import { withLayers } from './ask.ts'
import { type Clock, type Deployment, type Quirks, systemClock } from './deployment.ts'
import { openPool } from './http/pool.ts'
import { gate, type Rates } from './layers/gate.ts'
import { retryBudget } from './layers/retry-budget.ts'
import { type Slots, slots } from './layers/slots.ts'
import { listed } from './prices/price-table.ts'
import { type Endpoint, type Environment, endpointOf, type Given, isConfigured } from './profiles/endpoint.ts'
import { infoOf, type ModelOverride } from './profiles/info.ts'
import { near } from './profiles/near.ts'
import type { Profile } from './profiles/profile.ts'
import { profiles } from './profiles/profiles.ts'
import { counterFor } from './tokens/counter.ts'
import { anthropicMessages } from './wire/anthropic/anthropic-messages.ts'
import { openAiChat } from './wire/openai-chat/openai-chat.ts'

export type ProviderOverride = Given & {
  readonly concurrency?: number
  readonly rates?: Rates
  readonly quirks?: Partial<Quirks>
  readonly timeouts?: Partial<Deployment['timeouts']>
}
/** What an operator's configuration changes, by provider (`openai`) and by model (`openai/gpt-5-mini`). */
export type Overrides = {
  readonly providers?: Readonly<Record<string, ProviderOverride>>
  readonly models?: Readonly<Record<string, ModelOverride>>
}

export type CatalogueOptions = {
  readonly env: Environment
  readonly overrides?: Overrides
  readonly clock?: Clock
  /** Uniform in [0, 1), for jitter. */
  readonly random?: () => number
  /** Connections to vendors; by default a pool of its own, which `close` closes. */
  readonly dispatcher?: Dispatcher
}

/** A provider that somebody set up. `key` is masked. */
export type Configured = {
  readonly provider: string
  readonly keyEnv: string | null
  readonly key: string | null
  readonly baseUrl: string
  readonly models: readonly string[]
  readonly simulated: boolean
}

/** The models that can be asked. */
export type Catalogue = {
  /**
   * The model of this name (`provider/model`, or a provider alone for the first of its models), or one sentence that says what is missing.
   * The same name gives the same model, so that all who ask it share its limits. A model that a caller brings an endpoint for is the caller's
   * alone and meets neither our keys nor our limits.
   */
  find(name: string, caller?: Given): Model | string
  configured(): readonly Configured[]
  /** Closes the connections; what is in flight ends as cut. */
  close(): Promise<void>
}

const usual: Quirks = {
  structured: 'json-schema',
  maxOutputField: 'max_completion_tokens',
  streamUsage: true,
  reasoningOutside: false,
  cancelBills: true,
}
const usualConcurrency = 5
const wires = { 'openai-chat': openAiChat, anthropic: anthropicMessages }

export function modelCatalogue({
  env,
  overrides = {},
  clock = systemClock,
  random = Math.random,
  dispatcher,
}: CatalogueOptions): Catalogue {
  let pool = dispatcher
  const models = new Map<string, Model>()
  const keys = new Map<string, Slots>()

  function slotsOf({ name, concurrency = usualConcurrency }: Profile): Slots {
    const known = keys.get(name) ?? slots(overrides.providers?.[name]?.concurrency ?? concurrency)
    keys.set(name, known)
    return known
  }

  function make(profile: Profile, model: string, endpoint: Endpoint, shared: Slots): Model {
    const override = overrides.providers?.[profile.name] ?? {}
    const said = overrides.models?.[`${profile.name}/${model}`]
    const info = infoOf(profile, model, new Date(clock.now()), said)
    const deployment: Deployment = {
      id: `${profile.name}#1`,
      baseUrl: endpoint.baseUrl,
      key: endpoint.key,
      model,
      info,
      quirks: { ...usual, ...profile.quirks, ...override.quirks },
      timeouts: { ...timeoutsOf(profile, info.reasons), ...override.timeouts },
    }
    pool ??= openPool()
    const wire = wires[profile.wire](deployment, { dispatcher: pool, clock, count: counterFor(info.family) })
    return withLayers(wire, {
      clock,
      random,
      budget: retryBudget(clock),
      gate: gate({ slots: shared, rates: override.rates ?? profile.rates ?? {}, clock }),
      native: deployment.quirks.structured,
      // A price that somebody set holds, whatever name the vendor answers by.
      priceOf: (answered) => (profile.priced && !said?.price ? listed(profile.priced, answered, new Date(clock.now())).price : null),
    })
  }

  return {
    find(name, caller) {
      const known = caller ? undefined : models.get(name)
      if (known) return known
      const [provider, model] = split(name)
      const profile = profiles.get(provider)
      if (!profile) return unknownProvider(provider)
      const wanted = model || profile.models[0]
      if (!wanted) return `Say which model of ${provider} you mean: ${provider}/model.`
      const endpoint = endpointOf(profile, env, overrides.providers?.[provider], caller)
      if (typeof endpoint === 'string') return endpoint
      if (caller) return make(profile, wanted, endpoint, slots(profile.concurrency ?? usualConcurrency))
      const whole = `${provider}/${wanted}`
      const made = models.get(whole) ?? make(profile, wanted, endpoint, slotsOf(profile))
      models.set(name, made).set(whole, made)
      return made
    },
    configured: () =>
      [...profiles.values()].flatMap((profile) => {
        const operator = overrides.providers?.[profile.name]
        const endpoint = isConfigured(profile, env, operator) ? endpointOf(profile, env, operator) : ''
        return typeof endpoint === 'string' ? [] : [shown(profile, endpoint)]
      }),
    async close() {
      if (!dispatcher) await pool?.destroy()
    },
  }
}

function split(name: string): readonly [provider: string, model: string] {
  const slash = name.indexOf('/')
  return slash === -1 ? [name, ''] : [name.slice(0, slash), name.slice(slash + 1)]
}

function unknownProvider(name: string): string {
  const meant = near(name, profiles.keys())
  const hint = meant.length > 0 ? `Did you mean ${meant.join(' or ')}?` : `Known are: ${[...profiles.keys()].join(', ')}.`
  return `There is no provider "${name}"; models are written provider/model, as openai/gpt-5-mini. ${hint}`
}

function shown(profile: Profile, { baseUrl, key, keyEnv }: Endpoint): Configured {
  return {
    provider: profile.name,
    keyEnv,
    key: key?.masked() ?? null,
    baseUrl,
    models: profile.models.map((model) => `${profile.name}/${model}`),
    simulated: profile.simulated ?? false,
  }
}

/** Models that think are silent for long; local servers load a model first. In milliseconds. */
function timeoutsOf({ keyless, simulated }: Profile, reasons: boolean): Deployment['timeouts'] {
  const slow = reasons || (keyless && !simulated)
  return { connect: 10_000, firstToken: slow ? 300_000 : 60_000, idle: reasons ? 120_000 : 30_000 }
}
