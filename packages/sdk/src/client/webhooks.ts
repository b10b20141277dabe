import type { Call, CallOptions } from './call.ts'
import type { Body } from './shapes.ts'

/** Who is told of debates. */
export const webhooksOf = (call: Call) => ({
  /** The secret is in this answer and never again. */
  create: (body: Body<'createWebhook'>, options?: CallOptions) => call('createWebhook', { body }, options),
  list: async (options?: CallOptions) => (await call('listWebhooks', {}, options)).webhooks,
  delete: (webhookId: string, options?: CallOptions) => call('deleteWebhook', { params: { webhookId } }, options),
  test: (webhookId: string, options?: CallOptions) => call('testWebhook', { params: { webhookId } }, options),
})
