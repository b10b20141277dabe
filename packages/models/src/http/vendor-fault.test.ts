import { describe, expect, it } from 'vitest'
import { reportedFault, statusFault } from './vendor-fault.ts'

const kind = (status: number, body: unknown, headers = {}) =>
  statusFault(status, headers, typeof body === 'string' ? body : JSON.stringify(body), 0).kind

describe('an error status', () => {
  it.each([
    [400, 'bad-request'],
    [401, 'auth'],
    [402, 'quota-exhausted'],
    [403, 'auth'],
    [404, 'not-found'],
    [408, 'server'],
    [409, 'server'],
    [413, 'context-length'],
    [418, 'bad-request'],
    [422, 'bad-request'],
    [429, 'rate-limited'],
    [500, 'server'],
    [502, 'server'],
    [503, 'overloaded'],
    [504, 'server'],
    [529, 'overloaded'],
    [302, 'protocol'],
  ])('%i alone means %s', (status, expected) => {
    expect(kind(status, '')).toBe(expected)
    expect(kind(status, '<html><h1>Error</h1></html>')).toBe(expected)
  })

  it.each([
    [400, { error: { message: "This model's maximum context length is 8192 tokens.", code: 'context_length_exceeded' } }],
    [400, { error: { message: 'prompt is too long: 210000 tokens > 200000 maximum', type: 'invalid_request_error' } }],
    [400, { error: 'Input is too long for requested model.' }],
    [400, { message: 'Please reduce the length of the messages.' }],
    [413, { error: { type: 'request_too_large', message: 'Request exceeds the maximum size' } }],
    [422, { detail: [{ msg: 'Input tokens exceed the maximum of 4096' }] }],
    [400, { object: 'error', message: 'Requested token count exceeds the model’s context window', code: 400 }],
  ])('tells a context that is too long (%i %j)', (status, body) => {
    expect(kind(status, body)).toBe('context-length')
  })

  it.each([
    [400, { error: { code: 'content_filter', message: "The response was filtered due to Azure OpenAI's content management policy." } }],
    [400, { error: { code: '400', message: 'Bad', innererror: { code: 'ResponsibleAIPolicyViolation' } } }],
    [400, { error: { code: 'data_inspection_failed', message: 'Output data may contain inappropriate content.' } }],
    [403, { error: { message: 'Your input was flagged', code: 403, metadata: { reasons: ['violence'] } } }],
  ])('tells a content filter (%i %j)', (status, body) => {
    expect(kind(status, body)).toBe('content-filter')
  })

  it.each([
    [429, { error: { message: 'You exceeded your current quota, please check your plan.', code: 'insufficient_quota' } }],
    [400, { error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the API.' } }],
    [402, { error: { message: 'Insufficient Balance' } }],
    [403, { error: 'Your team has used all available credits or reached its monthly spending limit.' }],
    [429, { error: { message: 'This request requires more credits.', type: 'billing_error' } }],
    [429, { error: { message: 'You have reached your specified API usage limits.', type: 'rate_limit_error' } }],
    [429, { message: 'You are using a Trial key, which is limited to 1000 API calls / month.' }],
  ])('tells an exhausted quota (%i %j)', (status, body) => {
    expect(kind(status, body)).toBe('quota-exhausted')
  })

  it('tells a rate limit that calls itself a quota by its short wait', () => {
    const body = { error: { message: 'You exceeded your current quota.', status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '34s' }] } }
    expect(statusFault(429, {}, JSON.stringify(body), 0)).toMatchObject({ kind: 'rate-limited', retryAfterMs: 34_000 })
  })

  it.each([
    ['PerMinute', 'rate-limited'],
    ['PerDay', 'quota-exhausted'],
  ])('tells Google’s quota %s as %s, whatever wait it names', (limit, expected) => {
    const details = [{ violations: [{ quotaId: `GenerateRequests${limit}PerProjectPerModel-FreeTier` }] }, { retryDelay: '34.4s' }]
    const body = { error: { code: 429, message: 'You exceeded your current quota.', status: 'RESOURCE_EXHAUSTED', details } }
    expect(kind(429, body)).toBe(expected)
  })

  it('takes the wait of an empty account from what is asked, not from limits that reset in a moment', () => {
    const body = JSON.stringify({ error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } })
    const limits = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1s' }
    expect(statusFault(429, limits, body, 0).retryAfterMs).toBeUndefined()
    expect(statusFault(429, { ...limits, 'retry-after': '3600' }, body, 0).retryAfterMs).toBe(3_600_000)
    expect(statusFault(400, { 'retry-after': '5' }, '', 0).retryAfterMs).toBeUndefined()
  })

  it.each([
    [400, { error: { message: 'Incorrect API key provided' } }, 'auth'],
    [404, { error: { code: 'model_not_found', message: 'The model `x` does not exist' } }, 'not-found'],
    [400, { error: { message: 'The model gpt-9 does not exist' } }, 'not-found'],
    [429, { error: { message: 'Too many requests', code: 'rate_limit_exceeded' } }, 'rate-limited'],
    [400, { error: { message: "Unsupported parameter: 'max_tokens'", code: 'unsupported_parameter' } }, 'bad-request'],
    [529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded'],
    [500, { type: 'error', error: { type: 'api_error', message: 'Internal server error' } }, 'server'],
    [503, { error: { message: 'The server is overloaded', type: 'server_error' } }, 'overloaded'],
  ])('reads %i %j', (status, body, expected) => {
    expect(kind(status, body)).toBe(expected)
  })

  it('is told in the words of the vendor, but not in a web page', () => {
    expect(statusFault(400, {}, '{"error":{"message":"No such thing"}}', 0).reason).toContain('No such thing')
    expect(statusFault(502, { 'content-type': 'text/html' }, '<html>nginx</html>', 0).reason).not.toContain('nginx')
  })
})

describe('a body with status 200', () => {
  it.each([
    [{ error: { message: 'Provider returned error', code: 502 } }, 'server'],
    [{ error: { message: 'Rate limit reached', code: 429 } }, 'rate-limited'],
    [{ error: { message: 'Provider returned error', code: 400, metadata: { raw: 'maximum context length is 8192' } } }, 'context-length'],
    [{ type: 'error', error: { type: 'overloaded_error' } }, 'overloaded'],
    [{ object: 'error', message: 'boom', code: 500 }, 'server'],
    [{ error: 'something broke' }, 'server'],
  ])('reports %j as %s', (body, expected) => {
    expect(reportedFault(body)?.kind).toBe(expected)
  })

  it.each([
    { choices: [], error: null },
    { message: 'hello' },
    { type: 'message' },
    null,
    3,
    [],
    'text',
  ])('reports nothing in %j', (body) => {
    expect(reportedFault(body)).toBeNull()
  })
})
