import { isPublicAddress, openPool } from '@quorum/models'
import { Problem } from '@quorum/quorum'

/** What came of sending something: `status` is null where no server answered. `detail` is a sentence for the webhook's owner. */
export type Sent = { readonly status: number | null; readonly delivered: boolean; readonly detail: string }

/** The way out to addresses that callers name. */
export type Endpoints = {
  /** Throws a `Problem` for an address that is never going to be called. */
  check(url: string): void
  /** Posts JSON. Never throws for what is wrong at the other side. */
  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Sent>
  close(): Promise<void>
}

type Pool = ReturnType<typeof openPool>

/** Milliseconds that an endpoint has to answer. */
const patienceMs = 10_000
/** Bytes of an answer that are read, so that the connection can be used again; nothing of them is kept. */
const answerBytes = 64 * 1024

/**
 * Only https, and only where every address of the host is public, looked at on each connect; no redirect is followed. `allow`: origins that
 * the operator permits all the same, as `http://hooks.internal:8080`.
 */
export function openEndpoints(allow: readonly string[] = [], waitMs: number = patienceMs): Endpoints {
  const allowed = new Set(allow.map((origin) => new URL(origin).origin))
  // Each is opened with the first delivery that needs it: a server that has none does without.
  const pools = new Map<'abroad' | 'inside', Pool>()

  function poolFor(origin: string): Pool {
    const way = allowed.has(origin) ? 'inside' : 'abroad'
    const pool = pools.get(way) ?? openPool({ publicOnly: way === 'abroad', connectMs: waitMs })
    pools.set(way, pool)
    return pool
  }

  return {
    check(url) {
      const { protocol, username, password, origin, hostname } = new URL(url)
      if (username || password) throw refused('An address with a name and a password in it is not called: take them out.')
      if (allowed.has(origin)) return
      if (protocol !== 'https:') throw refused('Only https is called, unless the operator of this server allows more by QUORUM_WEBHOOKS.')
      if (isAddress(hostname) && !isPublicAddress(bare(hostname)))
        throw refused(
          `${hostname} is no address of the public internet: the operator of this server would have to allow it by QUORUM_WEBHOOKS.`,
        )
    },
    async post(url, body, headers) {
      const { origin, pathname, search } = new URL(url)
      const pool = poolFor(origin)
      const signal = AbortSignal.timeout(waitMs)
      try {
        const answer = await pool.request({
          origin,
          path: pathname + search,
          method: 'POST',
          body,
          headers: { ...headers, ...fixed },
          signal,
        })
        // The status says it all. A body that does not end, or breaks off, takes its connection with it.
        await answer.body.dump({ limit: answerBytes, signal }).catch(() => answer.body.destroy())
        return said(answer.statusCode)
      } catch (error) {
        return { status: null, delivered: false, detail: signal.aborted ? `No answer within ${waitMs / 1000} s.` : unreachable(error) }
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
    },
  }
}

const fixed = { 'content-type': 'application/json', 'user-agent': 'Quorum-Webhooks' }

function said(status: number): Sent {
  if (status >= 200 && status < 300) return { status, delivered: true, detail: `It answered ${status}.` }
  const why = status >= 300 && status < 400 ? ': redirects are not followed' : ''
  return { status, delivered: false, detail: `It answered ${status}${why}.` }
}

function unreachable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  if (code === 'EGRESS_REFUSED') return 'Its host is not, or not only, on the public internet.'
  return `It cannot be reached (${code}).`
}

const refused = (message: string) => new Problem('unprocessable', message)
const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '')
/** Whether a host of a parsed URL is an address: parsing has written every form of one as four numbers, or in brackets. */
const isAddress = (hostname: string) => hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname)
