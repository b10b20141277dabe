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
import { keyOf, type ProviderKey } from './profiles/key-source.ts'
import { near } from './profiles/near.ts'
import type { Profile } from './profiles/profile.ts'
import { profiles } from './profiles/profiles.ts'
import type { Secret } from './secret.ts'
import { counterFor } from './tokens/counter.ts'
import { anthropicMessages } from './wire/anthropic/anthropic-messages.ts'
import { cohere } from './wire/cohere/cohere.ts'
import { gemini } from './wire/gemini/gemini.ts'
import { ollama } from './wire/ollama/ollama.ts'
import { openAiChat } from './wire/openai-chat/openai-chat.ts'
import { openAiResponses } from './wire/openai-responses/openai-responses.ts'

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

/** A provider, and where its key comes from. */
export type Provider = ProviderKey & { readonly name: string; readonly models: readonly string[]; readonly simulated: boolean }

/** The keys of providers. */
export type Keyring = {
  /** Every provider there is, set up or not. */
  providers(): readonly Provider[]
  /**
   * Gives a provider a key from now on, or takes it away; one of the operator's own stands before it. What is being asked ends with the key
   * that it began with. A provider that knows no keys, or is unknown, stays as it is.
   */
  set(provider: string, key: Secret | null): void
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
  /** Where keys can be changed while it is open. */
  readonly keys?: Keyring
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
const wires = { 'openai-chat': openAiChat, 'openai-responses': openAiResponses, anthropic: anthropicMessages, gemini, ollama, cohere }

export function modelCatalogue({
  env,
  overrides = {},
  clock = systemClock,
  random = Math.random,
  dispatcher,
}: CatalogueOptions): Catalogue & { readonly keys: Keyring } {
  let pool = dispatcher
  const models = new Map<string, Model>()
  const keys = new Map<string, Slots>()
  const stored = new Map<string, Secret>()

  function slotsOf({ name, concurrency = usualConcurrency }: Profile): Slots {
    const known = keys.get(name) ?? slots(overrides.providers?.[name]?.concurrency ?? concurrency)
    keys.set(name, known)
    return known
  }

  /** What stands in for the environment: the operator's word, or a key that was set where there is no other. */
  function operatorOf({ name, keyEnv }: Profile): Given {
    const said = overrides.providers?.[name] ?? {}
    const key = stored.get(name)
    return !key || said.key || keyEnv.some((variable) => env[variable]) ? said : { ...said, key }
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
    const spoken = profile.except?.models.test(model) ? profile.except.wire : profile.wire
    const wire = wires[spoken](deployment, { dispatcher: pool, clock, count: counterFor(info.family) })
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
      const endpoint = endpointOf(profile, env, operatorOf(profile), caller)
      if (typeof endpoint === 'string') return endpoint
      if (caller) return make(profile, wanted, endpoint, slots(profile.concurrency ?? usualConcurrency))
      const whole = `${provider}/${wanted}`
      const made = models.get(whole) ?? make(profile, wanted, endpoint, slotsOf(profile))
      models.set(name, made).set(whole, made)
      return made
    },
    configured: () =>
      [...profiles.values()].flatMap((profile) => {
        const operator = operatorOf(profile)
        const endpoint = isConfigured(profile, env, operator) ? endpointOf(profile, env, operator) : ''
        return typeof endpoint === 'string' ? [] : [shown(profile, endpoint)]
      }),
    keys: {
      providers: () =>
        [...profiles.values()].map((profile) => ({
          name: profile.name,
          ...keyOf(profile, env, overrides.providers?.[profile.name]?.key ?? null, stored.get(profile.name) ?? null),
          models: namesIn(profile),
          simulated: profile.simulated ?? false,
        })),
      set(provider, key) {
        if (!profiles.get(provider)?.keyEnv.length) return
        if (key) stored.set(provider, key)
        else stored.delete(provider)
        // Whoever is asked next is made anew; its limits stay, as they are the provider's.
        for (const name of models.keys()) if (split(name)[0] === provider) models.delete(name)
      },
    },
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
    models: namesIn(profile),
    simulated: profile.simulated ?? false,
  }
}

const namesIn = ({ name, models }: Profile): string[] => models.map((model) => `${name}/${model}`)

/** Models that think are silent for long; local servers load a model first. In milliseconds. */
function timeoutsOf({ keyless, simulated }: Profile, reasons: boolean): Deployment['timeouts'] {
  const slow = reasons || (keyless && !simulated)
  return { connect: 10_000, firstToken: slow ? 300_000 : 60_000, idle: reasons ? 120_000 : 30_000 }
}
