import type { Model } from '@quorum/debate'
import type { Catalogue, Configured } from './catalogue.ts'
import { type Clock, systemClock } from './deployment.ts'
import { type Answers, cache } from './layers/cache.ts'
import { guard } from './layers/guard.ts'
import { type GuardRule, ruleOf, variantOf } from './layers/guard-rule.ts'

/** What an operator wants of all models alike. */
export type House = {
  /** What may neither leave nor come in. */
  readonly guard?: readonly GuardRule[]
  /** Where answers are kept, to be given again; closed with the catalogue. */
  readonly answers?: Answers
  /** Models that are values, each found by its `info.name`, before any other of that name. See `withUsualLayers`. */
  readonly models?: readonly Model[]
  readonly clock?: Clock
}

/**
 * The same models as the operator wants them. `guard` stands around a model however many deployments serve it, and sees whole questions and
 * whole answers; what `cache` keeps has passed it. Throws a `SyntaxError` for a rule that cannot be used.
 */
export function inHouse<C extends Catalogue>(catalogue: C, { guard: given = [], answers, models = [], clock = systemClock }: House): C {
  const rules = given.map(ruleOf)
  const own = new Map(models.map((model) => [model.info.name, model]))
  const made = new WeakMap<Model, Model>()

  function wrapped(model: Model, place: unknown): Model {
    const guarded = rules.length > 0 ? guard(model, rules) : model
    return answers ? cache(guarded, { answers, clock, variant: JSON.stringify([place, variantOf(given)]) }) : guarded
  }

  return {
    ...catalogue,
    find(name, caller) {
      const found = caller ? catalogue.find(name, caller) : (own.get(name) ?? catalogue.find(name))
      if (typeof found === 'string') return found
      if (caller) return wrapped(found, caller.baseUrl)
      const known = made.get(found) ?? wrapped(found, placeOf(found, catalogue))
      made.set(found, known)
      return known
    },
    configured: () => [...catalogue.configured(), ...shown(models)],
    async close() {
      answers?.close()
      await catalogue.close()
    },
  }
}

/** Where a model is asked: an answer that another server gave under the same name is another answer. */
const placeOf = ({ info }: Model, catalogue: Catalogue): string | null =>
  catalogue.configured().find(({ provider }) => info.name.startsWith(`${provider}/`))?.baseUrl ?? null

function shown(models: readonly Model[]): Configured[] {
  const byProvider = Map.groupBy(models, ({ info }) => info.name.split('/')[0] ?? '')
  return [...byProvider].map(([provider, own]) => ({
    provider,
    keyEnv: null,
    key: null,
    baseUrl: 'a model that was given as a value',
    models: own.map(({ info }) => info.name),
    simulated: own.every(({ info }) => info.simulated),
  }))
}
