import type { Model } from '@quorum/debate'
import type { Dispatcher } from 'undici'
import type { Alternatives } from './alternatives.ts'
import { type Clock, systemClock } from './deployment.ts'
import { openPool } from './http/pool.ts'
import { routed, type Weighted } from './layers/routed.ts'
import { type Endpoint, type Environment, endpointOf, endpointsOf, type Given, isConfigured, type Place } from './profiles/endpoint.ts'
import type { ModelOverride } from './profiles/info.ts'
import { keyOf, type ProviderKey } from './profiles/key-source.ts'
import { near } from './profiles/near.ts'
import type { Profile } from './profiles/profile.ts'
import { type OwnProvider, profilesWith } from './profiles/profiles-with.ts'
import { routeTable, type Tuning } from './route-table.ts'
import type { Secret } from './secret.ts'

export type ProviderOverride = Given &
  OwnProvider &
  Tuning & { /** Asked in place of the usual one: several keys or base URLs. */ readonly places?: readonly Place[] }
/** What an operator's configuration changes, by provider (`openai`) and by model (`openai/gpt-5-mini`). */
export type Overrides = {
  readonly providers?: Readonly<Record<string, ProviderOverride>>
  readonly models?: Readonly<Record<string, ModelOverride>>
  /** Who else may answer for a model. */
  readonly alternatives?: Readonly<Record<string, Alternatives>>
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
  /** Whoever was to answer for a model and cannot be asked, a sentence each with what is missing: they are passed over. */
  gaps?(): readonly string[]
  /** Where keys can be changed while it is open. */
  readonly keys?: Keyring
  /** Closes the connections; what is in flight ends as cut. */
  close(): Promise<void>
}

/** A provider's model by name. */
type Named = { readonly profile: Profile; readonly model: string }
type Known = { readonly model: Model; readonly providers: ReadonlySet<string> }

export function modelCatalogue({
  env,
  overrides = {},
  clock = systemClock,
  random = Math.random,
  dispatcher,
}: CatalogueOptions): Catalogue & { readonly keys: Keyring } {
  const profiles = profilesWith(overrides.providers ?? {}, Object.keys(overrides.models ?? {}))
  const nameIn = (name: string) => namedIn(profiles, name)
  let pool = dispatcher
  const table = routeTable({ clock, random, dispatcher: () => (pool ??= openPool()) })
  const models = new Map<string, Known>()
  const stored = new Map<string, Secret>()

  /** What stands in for the environment: the operator's word, or a key that was set where there is no other. */
  function operatorOf({ name, keyEnv }: Profile): ProviderOverride {
    const said = overrides.providers?.[name] ?? {}
    const key = stored.get(name)
    return !key || said.key || said.places?.length || keyEnv.some((variable) => env[variable]) ? said : { ...said, key }
  }

  const wanted = ({ profile, model }: Named, endpoint: Endpoint, number: number) => {
    const [tuning, said] = [overrides.providers?.[profile.name], overrides.models?.[`${profile.name}/${model}`]]
    return { profile, model, endpoint, number, tuning, said }
  }

  /** The routes of a model at the places of its provider, or what is missing. */
  function routesOf(named: Named, share = 1): readonly Weighted[] | string {
    const endpoints = endpointsOf(named.profile, env, operatorOf(named.profile))
    if (typeof endpoints === 'string') return endpoints
    return endpoints.map((endpoint, index) => ({ route: table.get(wanted(named, endpoint, index + 1)), weight: endpoint.weight * share }))
  }

  function missingFor(model: string): string | null {
    const named = nameIn(model)
    const routes = typeof named === 'string' ? named : routesOf(named)
    return typeof routes === 'string' ? routes : null
  }

  /** With everybody who may answer for it; a provider that is not set up is passed over as long as another one of them is. */
  function make(named: Named): Known | string {
    const name = `${named.profile.name}/${named.model}`
    const { deployments = [], fallbacks = [], balance: strategy = 'least-loaded', hedgeAfterMs } = overrides.alternatives?.[name] ?? {}
    const others = deployments.map(({ model, weight }) => ({ named: nameIn(model), weight }))
    const chain = fallbacks.map(nameIn)
    const wrong = [...others.map(({ named }) => named), ...chain].find((one) => typeof one === 'string')
    if (typeof wrong === 'string') return wrong
    const found = [{ named, weight: 1 }, ...others].map(({ named, weight }) =>
      typeof named === 'string' ? named : routesOf(named, weight),
    )
    const stand = chain.flatMap((one) => (typeof one === 'string' ? [] : [routesOf(one)]))
    const usable = (routes: readonly Weighted[] | string) => (typeof routes === 'string' ? [] : [routes])
    const groups = [found.flatMap(usable).flat(), ...stand.flatMap(usable)].filter((group) => group.length > 0)
    const [own, ...rest] = groups
    if (!own) return typeof found[0] === 'string' ? found[0] : `${name} cannot be asked anywhere.`
    const providers = new Set(
      [named, ...others.map(({ named }) => named), ...chain].flatMap((one) => (typeof one === 'string' ? [] : [one.profile.name])),
    )
    const alone = groups.length === 1 && own.length === 1
    return { model: alone && own[0] ? own[0].route.model : routed([own, ...rest], { strategy, random, clock, hedgeAfterMs }), providers }
  }

  return {
    gaps: () =>
      Object.entries(overrides.alternatives ?? {}).flatMap(([name, { deployments = [], fallbacks = [] }]) =>
        [...deployments.map(({ model }) => [model, 'a deployment'] as const), ...fallbacks.map((model) => [model, 'a fallback'] as const)]
          .map(([model, part]) => ({ model, part, missing: missingFor(model) }))
          .flatMap(({ model, part, missing }) => (missing ? [`${model}, ${part} of ${name}, is passed over. ${missing}`] : [])),
      ),
    find(name, caller) {
      const known = caller ? undefined : models.get(name)
      if (known) return known.model
      const named = nameIn(name)
      if (typeof named === 'string') return named
      const { profile, model } = named
      if (caller) {
        const endpoint = endpointOf(profile, env, operatorOf(profile), caller)
        return typeof endpoint === 'string' ? endpoint : table.alone(wanted(named, endpoint, 1)).model
      }
      const whole = `${profile.name}/${model}`
      const made = models.get(whole) ?? make(named)
      if (typeof made === 'string') return made
      models.set(name, made).set(whole, made)
      return made.model
    },
    configured: () =>
      [...profiles.values()].flatMap((profile) => {
        const operator = operatorOf(profile)
        const endpoints = isConfigured(profile, env, operator) ? endpointsOf(profile, env, operator) : []
        return typeof endpoints === 'string' || !endpoints[0] ? [] : [shown(profile, endpoints[0])]
      }),
    keys: {
      providers: () =>
        [...profiles.values()].map((profile) => ({
          name: profile.name,
          ...keyOf(profile, env, keySaidFor(overrides.providers?.[profile.name]), stored.get(profile.name) ?? null),
          models: namesIn(profile),
          simulated: profile.simulated ?? false,
        })),
      set(provider, key) {
        if (!profiles.get(provider)?.keyEnv.length) return
        if (key) stored.set(provider, key)
        else stored.delete(provider)
        // Whoever is asked next is made anew.
        table.forget(provider)
        for (const [name, { providers }] of models) if (providers.has(provider)) models.delete(name)
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

/** Whose model a name means, or one sentence that says what is missing. */
function namedIn(profiles: ReadonlyMap<string, Profile>, name: string): Named | string {
  const [provider, said] = split(name)
  const profile = profiles.get(provider)
  if (!profile) return unknownProvider(provider, [...profiles.keys()])
  const model = said || profile.models[0]
  return model ? { profile, model } : `Say which model of ${provider} you mean: ${provider}/model.`
}

function unknownProvider(name: string, known: readonly string[]): string {
  const meant = near(name, known)
  const hint = meant.length > 0 ? `Did you mean ${meant.join(' or ')}?` : `Known are: ${known.join(', ')}.`
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

const keySaidFor = ({ places = [], key }: ProviderOverride = {}): Secret | null => places.find((place) => place.key)?.key ?? key ?? null

const namesIn = ({ name, models }: Profile): string[] => models.map((model) => `${name}/${model}`)
