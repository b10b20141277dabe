// Long because it is a list: every error status in the words of every vendor.

/** An error status as each vendor words it. `{model}` and `{key}` stand for what the client sent. */
export type StatusWords = {
  /** Begins with the status. */
  readonly name: string
  readonly does: string
  readonly openai: readonly [type: string, code: string | null, message: string]
  readonly anthropic: readonly [type: string, message: string]
  /** `quota`: the limit that was met. */
  readonly gemini: readonly [status: string, message: string, quota?: string]
  readonly ollama: string
  readonly cohere: string
}

export const invalid = 'invalid_request_error'
export const sorry = 'The server had an error while processing your request. Sorry about that!'

export const statusWords: readonly StatusWords[] = [
  {
    name: '400',
    does: 'bad request',
    openai: [invalid, 'unsupported_parameter', "Unsupported parameter: 'simulated' is not supported with this model."],
    anthropic: [invalid, 'simulated: Extra inputs are not permitted'],
    gemini: ['INVALID_ARGUMENT', 'Invalid JSON payload received. Unknown name "simulated": Cannot find field.'],
    ollama: 'invalid option provided: simulated',
    cohere: "invalid request: parameter 'simulated' is not a valid field",
  },
  {
    name: '400-context',
    does: 'prompt longer than the window',
    openai: [
      invalid,
      'context_length_exceeded',
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 141205 tokens. Please reduce the length of the messages.",
    ],
    anthropic: [invalid, 'prompt is too long: 213462 tokens > 200000 maximum'],
    gemini: ['INVALID_ARGUMENT', 'The input token count (1310720) exceeds the maximum number of tokens allowed (1048576).'],
    ollama: 'the input length exceeds the context length',
    cohere: 'too many tokens: size limit exceeded by 4212 tokens. Try using shorter or fewer inputs.',
  },
  {
    name: '400-policy',
    does: 'prompt against the content policy',
    openai: [
      invalid,
      'content_policy_violation',
      'Your request was rejected as a result of our safety system. Your prompt may contain text that is not allowed by our safety system.',
    ],
    anthropic: [invalid, 'Output blocked by content filtering policy'],
    gemini: ['INVALID_ARGUMENT', 'The prompt was blocked by the safety settings.'],
    ollama: 'the prompt was flagged by the content policy of this server',
    cohere: 'invalid request: the prompt was blocked by our content filter',
  },
  {
    name: '401',
    does: 'wrong key, echoed',
    openai: [invalid, 'invalid_api_key', 'Incorrect API key provided: {key}. You can find your API key in your account settings.'],
    anthropic: ['authentication_error', 'invalid x-api-key'],
    gemini: [
      'UNAUTHENTICATED',
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    ],
    ollama: 'unauthorized',
    cohere: 'invalid api token',
  },
  {
    name: '402',
    does: 'unpaid',
    openai: ['unknown_error', invalid, 'Insufficient Balance'],
    anthropic: [
      'billing_error',
      'Your credit balance is too low to access the API. Please go to Plans & Billing to upgrade or purchase credits.',
    ],
    gemini: ['FAILED_PRECONDITION', 'Billing is not enabled for this project.'],
    ollama: 'this model requires a subscription, upgrade for access',
    cohere: 'Please add or update your payment method to continue',
  },
  {
    name: '403',
    does: 'not allowed',
    openai: ['request_forbidden', 'unsupported_country_region_territory', 'Country, region, or territory not supported'],
    anthropic: ['permission_error', 'Your API key does not have permission to use the specified resource.'],
    gemini: ['PERMISSION_DENIED', 'The caller does not have permission'],
    ollama: 'access denied',
    cohere: 'your api token is not permitted to use this endpoint',
  },
  {
    name: '404',
    does: 'no such model',
    openai: [invalid, 'model_not_found', 'The model `{model}` does not exist or you do not have access to it.'],
    anthropic: ['not_found_error', 'model: {model}'],
    gemini: ['NOT_FOUND', 'models/{model} is not found for API version v1beta, or is not supported for generateContent.'],
    ollama: 'model "{model}" not found, try pulling it first',
    cohere: "model '{model}' not found, make sure the correct model ID was used and that you have access to the model.",
  },
  {
    name: '408',
    does: 'timed out at the vendor',
    openai: ['server_error', null, 'Request timed out.'],
    anthropic: ['timeout_error', 'Request timed out'],
    gemini: ['DEADLINE_EXCEEDED', 'Request timed out.'],
    ollama: 'timed out waiting for llama runner to start',
    cohere: 'request timed out',
  },
  {
    name: '409',
    does: 'conflict',
    openai: [invalid, null, 'Another request is in progress. Please try again.'],
    anthropic: [invalid, 'Conflict, please try again'],
    gemini: ['ABORTED', 'The operation was aborted.'],
    ollama: 'the model is being loaded by another request',
    cohere: 'another request is in progress, please try again',
  },
  {
    name: '413',
    does: 'body too large',
    openai: [invalid, null, 'Request body is too large.'],
    anthropic: ['request_too_large', 'Request exceeds the maximum size'],
    gemini: ['INVALID_ARGUMENT', 'Request payload size exceeds the limit: 20971520 bytes.'],
    ollama: 'http: request body too large',
    cohere: 'request body is too large',
  },
  {
    name: '429',
    does: 'rate limited',
    openai: [
      'requests',
      'rate_limit_exceeded',
      'Rate limit reached for {model} in organization org-simulated on requests per min (RPM): Limit 500, Used 500, Requested 1. Please try again in 120ms.',
    ],
    anthropic: ['rate_limit_error', 'This request would exceed the rate limit for your organization of 50 requests per minute.'],
    gemini: [
      'RESOURCE_EXHAUSTED',
      'You exceeded your current quota, please check your plan and billing details.',
      'GenerateRequestsPerMinutePerProjectPerModel',
    ],
    ollama: 'too many requests',
    cohere:
      'You are using a Trial key, which is limited to 20 API calls / minute. You can continue to use the Trial key for free or upgrade to a Production key with higher rate limits.',
  },
  {
    name: '429-quota',
    does: 'quota exhausted',
    openai: ['insufficient_quota', 'insufficient_quota', 'You exceeded your current quota, please check your plan and billing details.'],
    anthropic: ['rate_limit_error', 'You have reached your specified API usage limits. You will regain access on 2099-01-01 at 00:00 UTC.'],
    gemini: [
      'RESOURCE_EXHAUSTED',
      'You exceeded your current quota, please check your plan and billing details.',
      'GenerateRequestsPerDayPerProjectPerModel',
    ],
    ollama: 'you have reached your weekly usage limit, please upgrade to continue',
    cohere:
      'You are using a Trial key, which is limited to 1000 API calls / month. You can continue to use the Trial key for free or upgrade to a Production key with higher rate limits.',
  },
  {
    name: '500',
    does: 'server error',
    openai: ['server_error', null, sorry],
    anthropic: ['api_error', 'Internal server error'],
    gemini: ['INTERNAL', 'An internal error has occurred. Please retry.'],
    ollama: 'llama runner process has terminated: exit status 2',
    cohere: 'internal server error',
  },
  {
    name: '502',
    does: 'bad gateway',
    openai: ['server_error', null, 'Bad gateway.'],
    anthropic: ['api_error', 'Bad gateway'],
    gemini: ['UNKNOWN', 'Bad gateway'],
    ollama: 'bad gateway',
    cohere: 'bad gateway',
  },
  {
    name: '503',
    does: 'overloaded',
    openai: ['service_unavailable', null, 'The engine is currently overloaded, please try again later.'],
    anthropic: ['api_error', 'Service unavailable'],
    gemini: ['UNAVAILABLE', 'The model is overloaded. Please try again later.'],
    ollama: 'server busy, please try again.  maximum pending requests exceeded',
    cohere: 'the model is overloaded, please try again later',
  },
  {
    name: '504',
    does: 'gateway timeout',
    openai: ['server_error', null, 'Gateway timeout.'],
    anthropic: ['timeout_error', 'Gateway timeout'],
    gemini: ['DEADLINE_EXCEEDED', 'Deadline expired before operation could complete.'],
    ollama: 'gateway timeout',
    cohere: 'upstream request timeout',
  },
  {
    name: '529',
    does: 'overloaded, as Anthropic says it',
    openai: ['server_error', 'overloaded', 'Overloaded, please try again later.'],
    anthropic: ['overloaded_error', 'Overloaded'],
    gemini: ['UNAVAILABLE', 'The model is overloaded. Please try again later.'],
    ollama: 'the server is overloaded',
    cohere: 'the model is overloaded, please try again later',
  },
]
