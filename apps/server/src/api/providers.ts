import { checkModel, type Provider } from '@quorum/models'
import { Problem, type ProviderKeys } from '@quorum/quorum'
import { operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { isOperator } from '../visitor.ts'

/** Providers and their keys, for the operator. Keys go in, and never come out again. */
export function mountProviders(app: FastifyInstance, { room }: Floor): void {
  const { keys } = room
  if (!keys) return

  const providerOf = (name: string, request: FastifyRequest): Provider => {
    operatorOnly(request)
    const found = keys.providers().find((provider) => provider.name === name)
    if (!found) throw new Problem('not-found', `There is no provider "${name.slice(0, 100)}": GET /api/v1/providers lists those there are.`)
    return found
  }

  mount(app, operations.listProviders, async (_, { request }) => {
    operatorOnly(request)
    return { providers: keys.providers().map((provider) => shown(provider, keys)) }
  })
  mount(app, operations.putProviderKey, async ({ params: { name }, body }, { request }) => {
    if (providerOf(name, request).variables.length === 0) throw new Problem('conflict', `${name} takes no key, so there is none to store.`)
    await keys.put(name, body.key)
    return shown(providerOf(name, request), keys)
  })
  mount(app, operations.deleteProviderKey, async ({ params: { name } }, { request }) => {
    providerOf(name, request)
    await keys.remove(name)
    return shown(providerOf(name, request), keys)
  })
  mount(app, operations.checkProvider, async ({ params: { name } }, { request }) => {
    const [first] = providerOf(name, request).models
    if (first === undefined) return { name, model: null, ok: false, latencyMs: null, detail: `${name} has no usual model to ask.` }
    const model = room.models.find(first)
    if (typeof model === 'string') return { name, model: first, ok: false, latencyMs: null, detail: model }
    const { ok, ms, text } = await checkModel(model)
    return { name, model: first, ok, latencyMs: ms, detail: text }
  })
}

/** All tenants are asked with the same keys. */
function operatorOnly({ visitor }: FastifyRequest): void {
  if (!isOperator(visitor))
    throw new Problem('forbidden', 'Providers are the business of the operator: this takes an admin key of the tenant local.')
}

function shown({ name, source, key, variable, variables, models }: Provider, keys: ProviderKeys) {
  const detail = detailOf(source, variable, keys.stored(name))
  return {
    name,
    keyVariable: variable ?? variables[0] ?? null,
    source,
    hint: key?.slice('****'.length) || null,
    models: [...models],
    ...detail,
  }
}

/** Why a key that is stored is not the one in use. */
function detailOf(source: Provider['source'], variable: string | null, stored: ReturnType<ProviderKeys['stored']>) {
  if (stored === 'unreadable')
    return { detail: 'The stored key was encrypted under another QUORUM_SECRET_KEY: start with that one, or store the key again.' }
  if (stored && source === 'environment') return { detail: `${variable ?? 'The configuration'} stands before the stored key.` }
  return {}
}
