import { Agent } from 'undici'

/** How long a connection stays open for the next turn, in milliseconds, where the vendor does not say. */
const keepAlive = 15_000

/**
 * Connections to vendors: one keep-alive pool per origin, as many connections as there are streams. It follows no redirect and repeats no
 * request. All limits of time are the attempt's own, on the injected clock.
 */
export function openPool({ connectMs = 30_000 }: { connectMs?: number } = {}): Agent {
  return new Agent({
    connections: null,
    pipelining: 1,
    allowH2: false,
    connectTimeout: connectMs,
    keepAliveTimeout: keepAlive,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}
