import type { Problem } from '../wire/format.ts'

/** An error status in the vendor's shape, before any output. */
export type StatusFault = {
  readonly kind: 'status'
  readonly name: string
  readonly does: string
  /** `key` is what the client sent as its key: vendors echo it. */
  problem(about: { readonly model: string; readonly key: string }): Problem
}

const invalid = 'invalid_request_error'
const sorry = 'The server had an error while processing your request. Sorry about that!'

type Row = readonly [
  name: string,
  does: string,
  openai: readonly [type: string, code: string | null, message: string],
  anthropic: readonly [string, string],
]

/** `{model}` and `{key}` stand for what the client sent. The status is the number at the start of the name. */
const rows: readonly Row[] = [
  [
    '400',
    'bad request',
    [invalid, 'unsupported_parameter', "Unsupported parameter: 'simulated' is not supported with this model."],
    [invalid, 'simulated: Extra inputs are not permitted'],
  ],
  [
    '400-context',
    'prompt longer than the window',
    [
      invalid,
      'context_length_exceeded',
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 141205 tokens. Please reduce the length of the messages.",
    ],
    [invalid, 'prompt is too long: 213462 tokens > 200000 maximum'],
  ],
  [
    '400-policy',
    'prompt against the content policy',
    [
      invalid,
      'content_policy_violation',
      'Your request was rejected as a result of our safety system. Your prompt may contain text that is not allowed by our safety system.',
    ],
    [invalid, 'Output blocked by content filtering policy'],
  ],
  [
    '401',
    'wrong key, echoed',
    [invalid, 'invalid_api_key', 'Incorrect API key provided: {key}. You can find your API key in your account settings.'],
    ['authentication_error', 'invalid x-api-key'],
  ],
  [
    '402',
    'unpaid',
    ['unknown_error', 'invalid_request_error', 'Insufficient Balance'],
    ['billing_error', 'Your credit balance is too low to access the API. Please go to Plans & Billing to upgrade or purchase credits.'],
  ],
  [
    '403',
    'not allowed',
    ['request_forbidden', 'unsupported_country_region_territory', 'Country, region, or territory not supported'],
    ['permission_error', 'Your API key does not have permission to use the specified resource.'],
  ],
  [
    '404',
    'no such model',
    [invalid, 'model_not_found', 'The model `{model}` does not exist or you do not have access to it.'],
    ['not_found_error', 'model: {model}'],
  ],
  ['408', 'timed out at the vendor', ['server_error', null, 'Request timed out.'], ['timeout_error', 'Request timed out']],
  ['409', 'conflict', [invalid, null, 'Another request is in progress. Please try again.'], [invalid, 'Conflict, please try again']],
  ['413', 'body too large', [invalid, null, 'Request body is too large.'], ['request_too_large', 'Request exceeds the maximum size']],
  [
    '429',
    'rate limited',
    [
      'requests',
      'rate_limit_exceeded',
      'Rate limit reached for {model} in organization org-simulated on requests per min (RPM): Limit 500, Used 500, Requested 1. Please try again in 120ms.',
    ],
    ['rate_limit_error', 'This request would exceed the rate limit for your organization of 50 requests per minute.'],
  ],
  [
    '429-quota',
    'quota exhausted',
    ['insufficient_quota', 'insufficient_quota', 'You exceeded your current quota, please check your plan and billing details.'],
    ['rate_limit_error', 'You have reached your specified API usage limits. You will regain access on 2099-01-01 at 00:00 UTC.'],
  ],
  ['500', 'server error', ['server_error', null, sorry], ['api_error', 'Internal server error']],
  ['502', 'bad gateway', ['server_error', null, 'Bad gateway.'], ['api_error', 'Bad gateway']],
  [
    '503',
    'overloaded',
    ['service_unavailable', null, 'The engine is currently overloaded, please try again later.'],
    ['api_error', 'Service unavailable'],
  ],
  ['504', 'gateway timeout', ['server_error', null, 'Gateway timeout.'], ['timeout_error', 'Gateway timeout']],
  [
    '529',
    'overloaded, as Anthropic says it',
    ['server_error', 'overloaded', 'Overloaded, please try again later.'],
    ['overloaded_error', 'Overloaded'],
  ],
]

export const statusFaults: readonly StatusFault[] = rows.map(([name, does, [type, code, message], [anthropicType, anthropicMessage]]) => ({
  kind: 'status',
  name,
  does,
  problem({ model, key }) {
    const told = (text: string): string => text.replace('{model}', () => model).replace('{key}', () => key)
    return {
      status: Number.parseInt(name, 10),
      openai: { type, code, message: told(message), ...(name === '400-context' && { param: 'messages' }) },
      anthropic: { type: anthropicType, message: told(anthropicMessage) },
    }
  },
}))

/** A request that is wrong in itself, whatever was asked of the simulator. */
export const badRequest = (message: string): Problem => ({
  status: 400,
  openai: { type: invalid, code: null, message },
  anthropic: { type: invalid, message },
})

export const noSuchPath = (path: string): Problem => ({
  status: 404,
  openai: { type: invalid, code: 'unknown_url', message: `Unknown request URL: ${path}.` },
  anthropic: { type: 'not_found_error', message: `Not found: ${path}` },
})

/** What goes wrong in the middle of an answer. */
export const overloaded: Problem = {
  status: 529,
  openai: { type: 'server_error', code: null, message: sorry },
  anthropic: { type: 'overloaded_error', message: 'Overloaded' },
}
