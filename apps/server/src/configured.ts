import { type Environment, Secret } from '@quorum/models'
import type { Config } from '@quorum/quorum'
import type { ServerOptions } from './open-server.ts'

/** What the configuration says of the server, and the secrets that only the environment may hold. */
export function configured({ server = {} }: Config, env: Environment): Omit<ServerOptions, 'app'> {
  const { webhooks, ...options } = Object.fromEntries(Object.entries(server).filter(([, value]) => value !== undefined)) as Exact<
    typeof server
  >
  const secretKey = env.QUORUM_SECRET_KEY?.trim()
  return { ...options, ...(webhooks && { webhooks: { allow: webhooks } }), ...(secretKey && { secretKey: new Secret(secretKey) }) }
}

type Exact<T> = { [K in keyof T]: Exclude<T[K], undefined> }
