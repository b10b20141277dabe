import type { Problem } from './format.ts'

/** What this vendor says of an error, over either of its formats. */
export const openAiError = ({ openai: { type, code, param, message } }: Problem): string =>
  JSON.stringify({ error: { message, type, param: param ?? null, code } })

/** Its headers, with the limits that it keeps. */
export const openAiHeaders = (serial: string, status: number): Record<string, string> => ({
  'x-request-id': `req_${serial}`,
  'openai-organization': 'org-simulated',
  'openai-processing-ms': '1',
  'openai-version': '2020-10-01',
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-limit-tokens': '10000000',
  'x-ratelimit-remaining-requests': status === 429 ? '0' : '9999',
  'x-ratelimit-remaining-tokens': status === 429 ? '0' : '9999000',
  'x-ratelimit-reset-requests': status === 429 ? '1s' : '6ms',
  'x-ratelimit-reset-tokens': status === 429 ? '1s' : '0s',
})
