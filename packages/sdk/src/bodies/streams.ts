import { z } from 'zod'
import { overrides } from './compatible.ts'

const text = z.string()
const messages = z.array(z.looseObject({})).min(1).describe('The last one of the user is the question, all others are context. Text only.')
const besides = overrides.nullish().describe('What a debate takes besides its question.')

/** `RunAgentInput` of AG-UI, as a debate reads it; tools and state are taken and left alone. */
export const agUiInput = z.looseObject({
  threadId: text,
  runId: text,
  messages,
  forwardedProps: z.looseObject({ quorum: besides }).nullish(),
})

/** What the AI SDK's `DefaultChatTransport` sends, as a debate reads it. */
export const uiChatInput = z.looseObject({ id: text.min(1).max(200), messages, quorum: besides })
