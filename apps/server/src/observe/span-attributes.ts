import type { Attributes } from '@opentelemetry/api'
import type { Recorded } from '@quorum/debate'
import type { Asked, Course } from './follow-courses.ts'
import { providerOf } from './model-name.ts'

type Closing = Recorded<'turn-ended' | 'turn-failed' | 'turn-interrupted'>

/** Vendors that the semantic conventions call otherwise than we do. */
const conventional: Readonly<Record<string, string>> = { gemini: 'gcp.gemini', vertex: 'gcp.vertex_ai', mistral: 'mistral_ai', xai: 'x_ai' }

export function ofDebate({ opened, debateId, tenant }: Course, content: boolean): Attributes {
  return {
    'gen_ai.operation.name': 'invoke_workflow',
    'gen_ai.workflow.name': opened.protocol.name,
    'gen_ai.conversation.id': debateId,
    'quorum.debate.id': debateId,
    'quorum.tenant': tenant,
    'quorum.seats': opened.panel.length,
    ...(content && { 'gen_ai.input.messages': messages('user', opened.motion.question) }),
  }
}

export function ofTurn(turnId: string, { plans }: Course): Attributes {
  const plan = plans.get(turnId)
  return {
    'gen_ai.operation.name': 'invoke_agent',
    'quorum.turn.id': turnId,
    ...(plan && { 'gen_ai.agent.name': plan.seat, 'quorum.act': plan.act }),
  }
}

export function ofCall({ deployment, model, maxOutput, attempt }: Asked, { debateId }: Course): Attributes {
  const provider = providerOf(deployment)
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': conventional[provider] ?? provider,
    'gen_ai.request.model': model,
    'gen_ai.request.max_tokens': maxOutput,
    'gen_ai.conversation.id': debateId,
    'quorum.attempt': attempt,
  }
}

/** What is known of a request once it is over. */
export function ofClosing(event: Closing, content: boolean): Attributes {
  const { nano, basis } = event
  const cost = { ...(nano !== null && { 'quorum.cost_usd': nano / 1e9 }), 'quorum.cost_basis': basis }
  if (event.type === 'turn-interrupted') return { ...cost, 'error.type': event.reason }
  const { usage, firstMs } = event
  return {
    ...cost,
    ...(usage && {
      'gen_ai.usage.input_tokens': usage.input,
      'gen_ai.usage.cache_read.input_tokens': usage.cached,
      'gen_ai.usage.cache_creation.input_tokens': usage.cacheWrite,
      'gen_ai.usage.output_tokens': usage.output,
      'gen_ai.usage.reasoning.output_tokens': usage.reasoning,
    }),
    ...(firstMs !== undefined && { 'gen_ai.response.time_to_first_chunk': firstMs / 1000 }),
    ...(event.type === 'turn-failed'
      ? { 'error.type': event.kind }
      : { 'gen_ai.response.model': event.modelAnswered, 'gen_ai.response.finish_reasons': [event.finish] }),
    ...(content && event.text && { 'gen_ai.output.messages': messages('assistant', event.text) }),
  }
}

const messages = (role: 'user' | 'assistant', content: string): string => JSON.stringify([{ role, parts: [{ type: 'text', content }] }])
