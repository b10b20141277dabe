import { Problem } from '../problem.ts'
import type { Config } from './config.ts'
import { readDuration } from './duration.ts'
import type { Environment } from './folders.ts'

/** Variables that configure, and what each stands for. */
export const configVariables = {
  QUORUM_DATA_DIR: 'the folder of the debates',
  QUORUM_MODELS: 'the usual panel, as provider/model,provider/model',
  QUORUM_JUDGES: 'models of judges and chairmen',
  QUORUM_PROTOCOL: 'the usual protocol',
  QUORUM_ROUNDS: 'speaking rounds at the most',
  QUORUM_BUDGET: 'US dollars that a debate may cost',
  QUORUM_TIMEOUT: 'how long a debate may take, as 5m',
  QUORUM_HOST: 'the address that the server listens on',
  QUORUM_PORT: 'the port that the server listens on',
  QUORUM_AUTH: '1 to ask for a key on loopback, too',
  QUORUM_SITE: 'where the server is for others, as https://quorum.example.com',
  QUORUM_HOSTS: 'host:port,host:port by which the server may be called, besides the loopback names',
  QUORUM_ORIGINS: 'origins of pages that may call the server, as https://example.com',
  QUORUM_PROXIES: 'addresses of proxies before the server, whose forwarding headers are believed',
  QUORUM_SECRET_KEY: 'what keys of providers that are stored over the API, and secrets of webhooks, are encrypted by',
  QUORUM_SEARCH: 'where your SearXNG is, as http://localhost:8888',
  QUORUM_WEBHOOKS: 'origins that webhooks may go to although they are not public',
} as const
type Variable = keyof typeof configVariables

/** What the environment configures; throws a `Problem` that names the variable that is wrong. */
export function configFromEnv(env: Environment): Config {
  const said = (name: Variable) => env[name]?.trim() || undefined
  const wrong = (name: Variable, wanted: string) => new Problem('bad-request', `${name} is "${env[name]}", and should be ${wanted}.`)
  const number = (name: Variable, wanted: string, allowed: (value: number) => boolean) => {
    const text = said(name)
    if (text !== undefined && !allowed(Number(text))) throw wrong(name, wanted)
    return text === undefined ? undefined : Number(text)
  }
  const models = listed(said('QUORUM_MODELS'))
  const judges = listed(said('QUORUM_JUDGES'))
  const protocol = said('QUORUM_PROTOCOL')
  const dataDir = said('QUORUM_DATA_DIR')
  const search = said('QUORUM_SEARCH')
  if (search !== undefined && !URL.canParse(search)) throw wrong('QUORUM_SEARCH', 'an address, as http://localhost:8888')
  const rounds = number('QUORUM_ROUNDS', 'a whole number from 1', (value) => Number.isInteger(value) && value > 0)
  const budgetUsd = number('QUORUM_BUDGET', 'an amount in US dollars, as 0.50', (value) => Number.isFinite(value) && value >= 0)
  const timeout = said('QUORUM_TIMEOUT')
  const deadlineMs = timeout === undefined ? undefined : readDuration(timeout)
  if (deadlineMs === null) throw wrong('QUORUM_TIMEOUT', 'a time, as 90s or 5m')
  const limits = { ...(rounds && { rounds }), ...(budgetUsd !== undefined && { budgetUsd }), ...(deadlineMs && { deadlineMs }) }
  return {
    ...(models && { models }),
    ...(judges && { judges }),
    ...(protocol && { protocol }),
    ...(dataDir && { dataDir }),
    ...(search && { search: { url: search } }),
    ...(Object.keys(limits).length > 0 && { limits }),
    ...serverFrom(
      said,
      number('QUORUM_PORT', 'a port, 0 to 65535', (value) => Number.isInteger(value) && value >= 0 && value < 65_536),
    ),
  }
}

function serverFrom(said: (name: Variable) => string | undefined, port: number | undefined): Pick<Config, 'server'> {
  const lists = { hosts: 'QUORUM_HOSTS', origins: 'QUORUM_ORIGINS', proxies: 'QUORUM_PROXIES', webhooks: 'QUORUM_WEBHOOKS' } as const
  const listings = Object.entries(lists).flatMap(([field, name]) => {
    const names = listed(said(name))
    return names ? [[field, names] as const] : []
  })
  const host = said('QUORUM_HOST')
  const site = said('QUORUM_SITE')
  const auth = said('QUORUM_AUTH')
  const server = {
    ...Object.fromEntries(listings),
    ...(host && { host }),
    ...(site && { site }),
    ...(auth && { auth: auth !== '0' && auth !== 'false' }),
    ...(port !== undefined && { port }),
  }
  return Object.keys(server).length > 0 ? { server } : {}
}

function listed(text: string | undefined): string[] | undefined {
  const names = text?.split(',').flatMap((name) => name.trim() || [])
  return names && names.length > 0 ? names : undefined
}
