/** What the kinds of absence in the log mean to people. */
const meanings: Readonly<Record<string, string>> = {
  auth: 'its key was refused',
  'quota-exhausted': 'its quota is used up',
  'not-found': 'there is no such model',
  'rate-limited': 'it was rate-limited for too long',
  overloaded: 'it was overloaded',
  server: 'its server failed',
  'timeout-connect': 'it could not be reached in time',
  'timeout-first-token': 'it did not begin to answer in time',
  stalled: 'it stopped in mid-sentence',
  cut: 'the connection broke',
  protocol: 'it answered in an unknown format',
  'bad-request': 'it refused the request',
  'context-length': 'the debate is too long for it',
  'content-filter': 'its vendor filtered the answer',
  refused: 'it declined to answer',
  aborted: 'it was cut off',
  dns: 'its address was not found',
  tls: 'no secure connection could be made',
  connect: 'it could not be reached',
  resources: 'this machine ran out of resources',
  invalid: 'its answer had no usable form',
  empty: 'it said nothing',
  truncated: 'its answer was cut off',
  budget: 'the budget did not allow it',
  deadline: 'the deadline came first',
  stopped: 'the debate was stopped',
  late: 'nobody spoke in time',
  out: 'it was not asked again',
}

/** An absence in words; what is added in parentheses or in front (`replaced: `) stays. */
export function meaning(reason: string): string {
  const found = /^(replaced: )?([a-z-]+)(.*)$/s.exec(reason)
  const known = meanings[found?.[2] ?? '']
  return known ? `${found?.[1] ?? ''}${known}${found?.[3] ?? ''}` : reason
}

/** What a kind of absence means, and what was said of this one. */
export const explained = (kind: string, fault: string | undefined): string =>
  fault ? `${meaning(kind)}. ${fault.charAt(0).toUpperCase()}${fault.slice(1)}` : meaning(kind)
