import { isIP } from 'node:net'
import { Problem } from '@quorum/quorum'
import type { FastifyRequest } from 'fastify'

export type Provenance = {
  /** `host:port` by which the server may be called, besides the loopback names; null: by any, where a key is asked of everybody. */
  readonly hosts: readonly string[] | null
  /** Origins of pages that may call it (`https://example.com`). */
  readonly origins: readonly string[]
  /** Addresses of proxies whose forwarding headers are believed. */
  readonly proxies: readonly string[]
}

const forwarding = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
  'via',
] as const
const loopback = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Refuses what does not come the way that it should. Pages of other sites reach a server on loopback through the browser of whoever sits
 * before it, under a name that they had point there (DNS rebinding) or straight; tunnels and proxies arrive from 127.0.0.1, too. So the
 * Host has to be one of ours, an Origin has to be ours or on the list, and forwarding headers come from a proxy that is configured or not at
 * all. `port`: the one it listens on.
 */
export function checkProvenance({ headers, socket }: FastifyRequest, { hosts, origins, proxies }: Provenance, port: number): void {
  const { host = '', origin } = headers
  const peer = plain(socket.remoteAddress ?? '')
  const forwarded = forwarding.find((name) => headers[name] !== undefined)
  if (forwarded && !proxies.includes(peer))
    throw new Problem('forbidden', `This request came through a proxy (${forwarded}). Name its address as a trusted proxy to allow that.`)
  const own = [...loopback.map((name) => `${name}:${port}`), ...(port === 80 ? loopback : []), ...(hosts ?? [host])]
  if (!own.includes(host.toLowerCase()))
    throw new Problem(
      'forbidden',
      `This server does not go by the name ${JSON.stringify(host.slice(0, 100))}. Allow it as a host to use it.`,
    )
  if (origin === undefined) {
    if (headers['sec-fetch-site'] === 'cross-site') throw foreign('another site')
    return
  }
  if (!origins.includes(origin) && !own.some((name) => origin === `http://${name}` || origin === `https://${name}`)) throw foreign(origin)
}

const foreign = (origin: string): Problem =>
  new Problem('forbidden', `A page of ${origin.slice(0, 100)} may not call this server. Allow its origin to let it.`)

/** An IPv4 address that came in over IPv6 as itself. */
export const plain = (address: string): string =>
  address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address

export const isLoopback = (address: string): boolean => plain(address).startsWith('127.') || address === '::1'
