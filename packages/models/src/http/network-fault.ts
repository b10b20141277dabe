import type { FailureKind } from '@quorum/debate'
import type { Fault } from './fault.ts'
import { record, string } from './json.ts'

/** First match decides. The codes are those of the operating system, of Node's TLS, of the HTTP parser and of undici. */
const kinds: readonly (readonly [RegExp, FailureKind])[] = [
  [/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL|EDNS)/, 'dns'],
  [/^(EMFILE|ENFILE|ENOBUFS|ENOMEM|EADDRNOTAVAIL)$/, 'resources'],
  [/^(ERR_TLS_|ERR_SSL_|EPROTO|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|UND_ERR_PRX_TLS)/, 'tls'],
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, 'timeout-connect'],
  [/^(HPE_|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_EXCEEDED)/, 'protocol'],
  [/^(UND_ERR_INVALID_ARG|ERR_INVALID_|EGRESS_REFUSED)/, 'bad-request'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|UND_ERR_PRX_|UND_ERR_DESTROYED|UND_ERR_CLOSED)/, 'connect'],
]

/** Names an error of the connection. Before a request could start it is `connect`, later the answer was `cut`. */
export function networkFault(error: unknown, connected: boolean): Fault {
  const codes = [...codesOf(error)]
  const known = kinds.find(([shape]) => codes.some((code) => shape.test(code)))?.[1]
  const kind = known ?? (connected ? 'cut' : 'connect')
  const message = error instanceof Error ? error.message : String(error)
  return { kind, reason: `${sentences[kind] ?? 'The request could not be sent.'} (${[codes[0], message].filter(Boolean).join(': ')})` }
}

const sentences: Partial<Record<FailureKind, string>> = {
  dns: 'The name of the endpoint could not be resolved.',
  resources: 'This machine has no connections or files left.',
  tls: 'The secure connection to the endpoint failed.',
  'timeout-connect': 'The endpoint did not take the connection in time.',
  protocol: 'The endpoint does not speak proper HTTP.',
  connect: 'The endpoint could not be reached.',
  cut: 'The connection was cut before the answer ended.',
}

/** The codes of an error (its name where it has none), of its causes, and of the tries that it sums up. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  const facts = record(error)
  if (!facts || depth > 4) return
  if (string(facts.code) !== '') yield string(facts.code)
  else if (string(facts.name) !== '') yield string(facts.name)
  if (error instanceof AggregateError) for (const one of error.errors) yield* codesOf(one, depth + 1)
  yield* codesOf(facts.cause, depth + 1)
}
