import { z } from 'zod'
import { operation } from '../operation.ts'

const text = z.string()
const loose = z.looseObject({})

export const compatible = {
  chatCompletion: operation({
    method: 'POST',
    path: '/v1/chat/completions',
    tag: 'compatible',
    summary: 'A debate as an OpenAI chat completion',
    description:
      'The deliberation comes as `reasoning_content`, the verdict as content, everything else under `quorum`. With `stream: true` as server-sent events.',
    scope: 'run',
    body: z.looseObject({ model: text, messages: z.array(loose).min(1), stream: z.boolean().nullish() }),
    example: { model: 'quorum/auto', messages: [{ role: 'user', content: 'Tabs or spaces?' }] },
    success: {
      status: 200,
      description: 'A chat completion.',
      body: z.looseObject({
        id: text,
        object: z.literal('chat.completion'),
        created: z.number(),
        model: text,
        choices: z.array(loose),
        usage: loose.optional(),
      }),
      also: ['text/event-stream'],
    },
    problems: [402, 404, 422],
    dialect: 'openai',
  }),
  createResponse: operation({
    method: 'POST',
    path: '/v1/responses',
    tag: 'compatible',
    summary: 'A debate as an OpenAI response',
    scope: 'run',
    body: z.looseObject({ model: text, input: z.union([text, z.array(loose).min(1)]), stream: z.boolean().nullish() }),
    example: { model: 'quorum/auto', input: 'Tabs or spaces?' },
    success: {
      status: 200,
      description: 'A response.',
      body: z.looseObject({
        id: text,
        object: z.literal('response'),
        created_at: z.number(),
        status: text,
        model: text,
        output: z.array(loose),
      }),
      also: ['text/event-stream'],
    },
    problems: [402, 404, 422],
    dialect: 'openai',
  }),
  listCompatibleModels: operation({
    method: 'GET',
    path: '/v1/models',
    tag: 'compatible',
    summary: 'What can stand as `model`',
    scope: 'read',
    success: {
      status: 200,
      description: 'OpenAI list.',
      body: z.object({
        object: z.literal('list'),
        data: z.array(z.looseObject({ id: text, object: z.literal('model'), created: z.number(), owned_by: text })),
      }),
    },
    dialect: 'openai',
  }),
  getCompatibleModel: operation({
    method: 'GET',
    path: '/v1/models/{provider}/{name}',
    tag: 'compatible',
    summary: 'One of these',
    scope: 'read',
    params: z.object({ provider: text, name: text }),
    success: {
      status: 200,
      description: 'OpenAI model.',
      body: z.looseObject({ id: text, object: z.literal('model'), created: z.number(), owned_by: text }),
    },
    problems: [404],
    dialect: 'openai',
  }),
  mcp: operation({
    method: 'POST',
    path: '/mcp',
    tag: 'compatible',
    summary: 'Model Context Protocol (Streamable HTTP)',
    scope: 'run',
    body: z.union([loose, z.array(loose)]),
    example: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
    success: { status: 200, description: 'JSON-RPC.', body: z.unknown(), also: ['text/event-stream'] },
    problems: [404, 405, 406],
    dialect: 'mcp',
  }),
}
