import type { Config } from '@quorum/quorum'
import type { ServerOptions } from './open-server.ts'

/** What the configuration says of the server. */
export function configured({ server = {} }: Config): Omit<ServerOptions, 'app'> {
  const { webhooks, ...options } = Object.fromEntries(Object.entries(server).filter(([, value]) => value !== undefined)) as Exact<
    typeof server
  >
  return { ...options, ...(webhooks && { webhooks: { allow: webhooks } }) }
}

type Exact<T> = { [K in keyof T]: Exclude<T[K], undefined> }
