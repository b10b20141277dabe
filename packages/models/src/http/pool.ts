import { createRequire } from 'node:module'
import { isIP } from 'node:net'
import type { Agent, buildConnector } from 'undici'
import { egressRefused, isPublicAddress, publicLookup } from './public-address.ts'

/** Loaded with the first pool: most commands ask no model, and it would be a large part of their start. */
const undici = () => createRequire(import.meta.url)('undici') as typeof import('undici')

type Options = {
  /** Milliseconds after which an attempt to connect is dropped; a deployment's own limit is mostly shorter. */
  readonly connectMs?: number
  /** Milliseconds that a connection stays open for the next turn where the vendor does not say. */
  readonly keepAliveMs?: number
  /** For base URLs that come from a caller: https only, and every address of the host must be public, checked at every connect. */
  readonly publicOnly?: boolean
}

/**
 * Connections to vendors: one keep-alive pool per origin, as many connections as there are streams. It follows no redirect and repeats no
 * request. All limits of time are the attempt's own, on the injected clock.
 */
export function openPool({ connectMs = 30_000, keepAliveMs = 15_000, publicOnly = false }: Options = {}): Agent {
  return new (undici().Agent)({
    connections: null,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: publicOnly ? publicConnector(connectMs) : { timeout: connectMs, allowH2: false },
  })
}

function publicConnector(timeout: number): buildConnector.connector {
  const connect = undici().buildConnector({ timeout, allowH2: false, lookup: publicLookup() })
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    // No lookup happens for an address.
    const barred = options.protocol !== 'https:' || (isIP(host) !== 0 && !isPublicAddress(host))
    if (barred) callback(egressRefused(host), null)
    else connect(options, callback)
  }
}
