import type { ChatBody, ResponseBody } from '@quorum/sdk'
import { Refusal } from './refusal.ts'

type Choosing = Pick<ChatBody, 'tool_choice'>

/** Refuses what would change the answer and cannot be honoured; what changes nothing, as a temperature, is left alone. */
export function refuseInChat({ n, response_format, logprobs, modalities, ...rest }: ChatBody): void {
  if (n !== null && n !== undefined && n !== 1) refuse('n', 'A debate comes to one verdict: leave `n` out.')
  if (logprobs) refuse('logprobs', 'A verdict has no log probabilities; `quorum.confidence` says how sure it is.')
  if (modalities?.some((modality) => modality !== 'text')) refuse('modalities', 'A debate is text only.')
  refuseFormat(response_format?.type, 'response_format')
  refuseTools(rest)
}

/** The same for the responses API. */
export function refuseInResponse({ text, conversation, prompt, ...rest }: ResponseBody): void {
  if (conversation) refuse('conversation', 'Conversations are not kept here: say `previous_response_id`.')
  if (prompt) refuse('prompt', 'Prompt templates are not kept here: say it in `input` and `instructions`.')
  refuseFormat(text?.format?.type, 'text.format')
  refuseTools(rest)
}

function refuseFormat(type: string | undefined, param: string): void {
  if (type !== undefined && type !== 'text')
    refuse(param, `A verdict is Markdown and not ${type}: leave \`${param}\` out; \`quorum\` in the answer has it as data.`)
}

function refuseTools({ tool_choice: choice }: Choosing): void {
  if (choice !== null && choice !== undefined && choice !== 'auto' && choice !== 'none')
    refuse('tool_choice', 'A debate calls no tools: leave `tool_choice` out, and it answers in words.')
}

function refuse(param: string, message: string): never {
  throw new Refusal(message, { status: 400, code: 'unsupported_value', param })
}
