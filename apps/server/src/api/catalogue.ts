import { operations } from '@quorum/sdk'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { requestOf } from './request.ts'

/** What there is to debate with, what it would cost, and what it did. */
export function mountCatalogue(app: FastifyInstance, { room }: Floor): void {
  mount(app, operations.listModels, async (_, { request: { quorum } }) => {
    const names = quorum.models.configured().flatMap(({ models }) => models)
    return { models: names.flatMap((name) => modelOf(name, quorum.models) ?? []) }
  })
  mount(app, operations.listProtocols, async (_, { request: { quorum } }) => ({
    protocols: quorum.protocols.map(({ name, version, summary, options }) => ({
      name,
      version,
      summary,
      options: z.toJSONSchema(options, { io: 'input' }),
    })),
  }))
  mount(app, operations.listPresets, async (_, { request: { quorum } }) => ({
    presets: quorum.presets,
  }))
  mount(app, operations.getStats, ({ query }, { request: { quorum } }) => quorum.stats(query))
  mount(app, operations.estimateDebate, async ({ body }, { request: { quorum, visitor } }) =>
    quorum.estimate(await requestOf(body, visitor, room.store)),
  )
}

type Models = Floor['room']['models']

function modelOf(name: string, models: Models) {
  const found = models.find(name)
  if (typeof found === 'string') return null
  const { family, window, maxOutput, price, simulated } = found.info
  const rates = price?.tiers[0]
  return {
    name,
    provider: name.slice(0, name.indexOf('/')),
    family,
    window,
    maxOutput,
    inputUsdPerMillion: rates ? rates.input / 1e6 : null,
    outputUsdPerMillion: rates ? rates.output / 1e6 : null,
    simulated,
  }
}
