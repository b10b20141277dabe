import { wireContract } from '../wire-contract.ts'
import { openAiChat } from './openai-chat.ts'

const event = (body: unknown) => `data: ${JSON.stringify(body)}\n\n`
const chunk = (choice: unknown) => event({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'model-1-0226', choices: [choice] })
const usage = (output: number) => ({ prompt_tokens: 20, completion_tokens: output, prompt_tokens_details: { cached_tokens: 5 } })
const reasons = { stop: 'stop', length: 'length', refused: 'content_filter' }

wireContract('openai-chat', openAiChat, {
  path: '/chat/completions',
  open: chunk({ index: 0, delta: { role: 'assistant', content: '', refusal: null }, finish_reason: null }),
  say: (content) => chunk({ index: 0, delta: { content }, finish_reason: null }),
  think: (reasoning_content) => chunk({ index: 0, delta: { reasoning_content, content: null }, finish_reason: null }),
  finish: (reason) => chunk({ index: 0, delta: {}, finish_reason: reasons[reason] }),
  bill: (output) => event({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'model-1-0226', choices: [], usage: usage(output) }),
  end: 'data: [DONE]\n\n',
  ping: chunk({ index: 0, delta: {}, finish_reason: null }),
  error: event({ error: { message: 'The engine is currently overloaded', type: 'server_error', code: 503 } }),
  whole: (content) => ({
    model: 'model-1-0226',
    choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop' }],
    usage: usage(9),
  }),
})
