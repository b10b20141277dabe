import { wireContract } from '../wire-contract.ts'
import { anthropicMessages } from './anthropic-messages.ts'

const event = (body: { readonly type: string } & Record<string, unknown>) => `event: ${body.type}\ndata: ${JSON.stringify(body)}\n\n`
const delta = (delta: unknown) => event({ type: 'content_block_delta', index: 0, delta })
const reasons = { stop: 'end_turn', length: 'max_tokens', refused: 'refusal' }

wireContract('anthropic', anthropicMessages, {
  request: (stream) => ({ path: '/v1/messages', body: { stream } }),
  open: event({ type: 'message_start', message: { id: 'msg_1', model: 'model-1-0226', role: 'assistant', content: [] } }),
  say: (text) => delta({ type: 'text_delta', text }),
  think: (thinking) => delta({ type: 'thinking_delta', thinking }),
  finish: (reason) => event({ type: 'message_delta', delta: { stop_reason: reasons[reason], stop_sequence: null } }),
  bill: (output) =>
    event({ type: 'message_delta', delta: {}, usage: { input_tokens: 15, cache_read_input_tokens: 5, output_tokens: output } }),
  end: event({ type: 'message_stop' }),
  ping: event({ type: 'ping' }),
  error: event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
  whole: (text) => ({
    type: 'message',
    model: 'model-1-0226',
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 15, cache_read_input_tokens: 5, cache_creation_input_tokens: 0, output_tokens: 9 },
  }),
})
