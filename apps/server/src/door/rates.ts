import { isIPv6 } from 'node:net'
import { plain } from './provenance.ts'

/** How many requests there may still be. `wait`: seconds until there may be one, 0 for one that there was room for. */
export type Rate = { readonly perMinute: number; readonly left: number; readonly fullIn: number; readonly wait: number }

export type Rates = {
  /** Counts a request of somebody, where there is room for it. */
  count(name: string, perMinute: number): Rate
}

/** Names that are remembered at the most. */
const remembered = 50_000

/** A bucket of tokens for each name, as many as there may be requests in a minute, and filled evenly. `now` in milliseconds, from any start. */
export function ratesBy(now: () => number): Rates {
  const buckets = new Map<string, { tokens: number; at: number }>()

  /** A bucket as it is now: a full one for who was not heard of. The map is in the order of use, so the first was quiet for the longest. */
  function filled(name: string, perMinute: number) {
    const at = now()
    const { tokens, at: before } = buckets.get(name) ?? { tokens: perMinute, at }
    const bucket = { tokens: Math.min(perMinute, tokens + (Math.max(0, at - before) * perMinute) / 60_000), at }
    buckets.delete(name)
    buckets.set(name, bucket)
    const [first] = buckets.size > remembered ? buckets.keys() : []
    if (first !== undefined) buckets.delete(first)
    return bucket
  }

  const rateOf = (tokens: number, wanted: number, perMinute: number): Rate => ({
    perMinute,
    left: Math.floor(tokens),
    fullIn: Math.ceil(((perMinute - tokens) * 60) / perMinute),
    wait: wanted > tokens ? Math.ceil(((wanted - tokens) * 60) / perMinute) : 0,
  })

  return {
    count(name, perMinute) {
      const bucket = filled(name, perMinute)
      if (bucket.tokens < 1) return rateOf(bucket.tokens, 1, perMinute)
      bucket.tokens--
      return rateOf(bucket.tokens, 0, perMinute)
    },
  }
}

/** What one household or server has of the internet: an IPv4 address, or the /64 of an IPv6 one. */
export function netOf(address: string): string {
  const bare = plain(address.replace(/%.*$/, ''))
  if (!isIPv6(bare)) return bare
  const [head = '', tail] = bare.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const all = tail === undefined ? groups : [...groups, ...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
