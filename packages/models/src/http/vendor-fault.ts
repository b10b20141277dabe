import type { FailureKind } from '@quorum/debate'
import { type Fault, retryable } from './fault.ts'
import { type Loose, list, parsed, record, string } from './json.ts'
import { askedWait, bodyWait, type Headers, retryAfterMs } from './retry-after.ts'

/** An error as a vendor reports it: what it says, and the words it files it under (`code`, `type`, `status`). */
type Complaint = { readonly message: string; readonly codes: string; readonly status: number }

/** What an HTTP status means where the body says nothing better. */
const byStatus: Readonly<Record<number, FailureKind>> = {
  400: 'bad-request',
  401: 'auth',
  402: 'quota-exhausted',
  403: 'auth',
  404: 'not-found',
  405: 'not-found',
  408: 'server',
  409: 'server',
  410: 'not-found',
  413: 'context-length',
  422: 'bad-request',
  425: 'server',
  429: 'rate-limited',
  503: 'overloaded',
  529: 'overloaded',
}

/** What a vendor files an error under; stronger than its status, because gateways put any status on any error. */
const byCode: readonly (readonly [RegExp, FailureKind])[] = [
  [/context_length_exceeded|string_above_max_length|request_too_large|context_window/, 'context-length'],
  [/content_filter|content_policy|responsibleai|data_inspection_failed|moderation|safety/, 'content-filter'],
  [/insufficient_quota|billing|insufficient_balance|quota_exceeded|credits?_exhausted|payment_required|perday/, 'quota-exhausted'],
  [/invalid_api_key|authentication|unauthenticated|unauthorized|permission|access_denied|forbidden/, 'auth'],
  [/model_not_found|not_found|deploymentnotfound/, 'not-found'],
  [/rate_limit|too_many_requests|throttl/, 'rate-limited'],
  [/overloaded|unavailable|capacity|engine_overloaded/, 'overloaded'],
  [/api_error|server_error|internal|timeout|bad_gateway/, 'server'],
  [/invalid_request/, 'bad-request'],
]

/** What a vendor says in words, where its code is as plain as `invalid_request_error`. */
const byWords: readonly (readonly [RegExp, FailureKind, (status: number) => boolean])[] = [
  [
    /context.?(length|window|size)|maximum (context|prompt|input)|(prompt|input|request|messages?) (is|are) too (long|large)|too many (input |prompt )?tokens|reduce the length|exceeds? the (maximum|model'?s?|available)[\w\s]*(tokens?|length|context)|input (length|tokens)[\w\s`]*exceed|range of input length|request too large/i,
    'context-length',
    (status) => status === 0 || status === 400 || status === 413 || status === 422 || status === 500,
  ],
  [
    /content (management |filter|policy)|content.?filter|usage polic|safety (system|settings|filter)|flagged|moderation|inappropriate content|violat\w+ our/i,
    'content-filter',
    (status) => status === 0 || status === 400 || status === 403 || status === 422,
  ],
  [
    /exceeded your (current )?quota|insufficient (balance|credits?|funds|quota)|credit balance|out of credits|more credits|billing|spend(ing)? limit|quota (is )?(exhausted|exceeded)|(monthly|daily) (limit|quota|usage)|usage limits?\b|calls \/ month/i,
    'quota-exhausted',
    (status) => status === 0 || status === 400 || status === 403 || status === 429,
  ],
  [/api.?key|credentials?\b|unauthori[sz]ed/i, 'auth', (status) => status === 400],
  [
    /model[\w\s`'":./@-]*(does not exist|not (found|supported|available)|unknown)|(no such|unknown|invalid) model/i,
    'not-found',
    (status) => status === 400 || status === 422,
  ],
  [/overloaded|over capacity|at capacity|too busy|server busy|try again later/i, 'overloaded', (status) => status === 0 || status >= 500],
  [/rate.?limit|too many requests/i, 'rate-limited', (status) => status === 0],
]

/** The fault behind an error status; `text` is what could be read of the body. */
export function statusFault(status: number, headers: Headers, text: string, now: number): Fault {
  if (status >= 300 && status < 400)
    return { kind: 'protocol', reason: `The endpoint wants to send the request elsewhere (${status}); redirects are not followed.` }
  const body = parsed(text)
  const complaint = complaintIn(body, true) ?? {
    message: headers['content-type']?.includes('html') ? '' : text.slice(0, 300),
    codes: '',
    status,
  }
  return faultOf({ ...complaint, status }, headers, body, now)
}

/** The fault that a body or an event with status 200 reports, if it reports one. */
export function reportedFault(body: unknown): Fault | null {
  const complaint = complaintIn(body, false)
  return complaint && faultOf(complaint, {}, body, 0)
}

function faultOf({ message, codes, status }: Complaint, headers: Headers, body: unknown, now: number): Fault {
  const kind = kindOf(message, codes, status, bodyWait(body))
  // Limits that reset in a moment say nothing of an account that is empty.
  const wait = kind === 'quota-exhausted' ? askedWait(headers, body, now) : retryAfterMs(headers, body, now)
  const said = message || codes
  const reason = `The vendor refused the request${status ? ` (${status})` : ''}${said ? `: ${said.slice(0, 500)}` : '.'}`
  const waits = wait !== undefined && (retryable(kind) || kind === 'quota-exhausted')
  return waits ? { kind, reason, retryAfterMs: wait } : { kind, reason }
}

function kindOf(message: string, codes: string, status: number, wait: number | undefined): FailureKind {
  const worded = byWords.find(([words, , fits]) => fits(status) && words.test(message))?.[1]
  const coded = byCode.find(([shape]) => shape.test(codes))?.[1]
  // "Quota" with a moment to wait for is a rate limit in other words.
  if (worded === 'quota-exhausted' && coded !== 'quota-exhausted' && wait !== undefined && wait < 3_600_000) return 'rate-limited'
  if (worded === 'context-length' || worded === 'content-filter' || worded === 'quota-exhausted') return worded
  // Vendors file everything under `server_error` and `invalid_request_error`.
  const telling = coded === 'server' || coded === 'bad-request' ? undefined : coded
  return telling ?? worded ?? byStatus[status] ?? coded ?? (status >= 400 && status < 500 ? 'bad-request' : 'server')
}

/** Reads the shapes in which vendors report errors. `certain`: the status says that it is one, so a bare message will do. */
function complaintIn(body: unknown, certain: boolean): Complaint | null {
  const facts = record(list(body)[0] ?? body)
  if (!facts) return null
  const error = record(facts.error)
  if (error)
    return complaint([error, record(error.innererror), record(error.metadata), ...filed(error)], string(record(error.metadata)?.raw))
  if (string(facts.error) !== '') return complaint([{ ...facts, message: facts.error }])
  if (facts.object === 'error' || facts.type === 'error') return complaint([facts])
  if (!certain) return null
  const detail = record(facts.detail) ?? record(list(facts.detail)[0])
  return complaint([detail ?? { message: facts.detail, ...facts }])
}

/** Google's details: why, and which limits were met, one of which may be the day's. */
function filed({ details }: Loose): Loose[] {
  return list(details)
    .map(record)
    .flatMap((detail) => [detail?.reason, ...list(detail?.violations).map((violation) => record(violation)?.quotaId)])
    .map((code) => ({ code }))
}

function complaint(sources: readonly ReturnType<typeof record>[], more = ''): Complaint {
  const facts = sources.flatMap((source) => (source ? [source] : []))
  const codes = facts.flatMap(({ code, type, status, error_type }) => [code, type, status, error_type])
  const status = codes.map(Number).find((code) => code >= 300 && code < 600) ?? 0
  const message = facts.map(({ message, msg }) => string(message) || string(msg)).find((text) => text !== '') ?? ''
  return {
    message: more ? `${message} ${more.slice(0, 300)}` : message,
    codes: codes.map(string).join(' ').trim().toLowerCase(),
    status,
  }
}
