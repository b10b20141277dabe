import { type DebateRequest, Problem } from '@quorum/quorum'
import { z } from 'zod'

const text = z.string()

/** A part of a message's content, in any of the dialects: what of it is text is read, reasoning is left out, the rest is refused. */
const part = z.looseObject({ type: text, text: text.optional(), mediaType: text.optional() })
type Part = z.infer<typeof part>

/** A message as chat completions, responses, AG-UI and the AI SDK write them. */
const message = z.looseObject({
  type: text.optional(),
  role: text.optional(),
  content: z.union([text, z.array(part)]).nullish(),
  parts: z.array(part).optional(),
  output: z.unknown().optional(),
})
type Message = z.infer<typeof message>
export type Conversation = { readonly question: string; readonly context: NonNullable<DebateRequest['motion']['context']> }

/**
 * A conversation as a motion: the last message of the user is the question, everything else is context, instructions of the application
 * (`system`, `developer`) first among it. Throws a `Problem` where no user speaks, and for what is neither text nor known.
 */
export function conversationOf(messages: readonly unknown[]): Conversation {
  const read = messages.map((one, index) => {
    const { data, error } = message.safeParse(one)
    if (data) return { role: roleOf(data, index), text: textOf(data, index) }
    throw new Problem('bad-request', `messages.${index} cannot be read: ${error.issues.map(({ message }) => message).join('; ')}.`)
  })
  const last = read.findLastIndex(({ role, text }) => role === 'user' && text.trim() !== '')
  const question = read[last]?.text
  if (question === undefined)
    throw new Problem('bad-request', 'No message asks anything: the last message of the role "user" is the question, and it needs a text.')
  return {
    question,
    context: read.flatMap(({ role, text }, index) => {
      if (index === last || text.trim() === '') return []
      if (role === 'instructions') return [{ role: 'user', text: `Instructions: ${text}` }]
      return [role === 'tool' ? { role: 'assistant', text: `What a tool answered: ${text}` } : { role, text }]
    }),
  }
}

type Role = 'instructions' | 'user' | 'assistant' | 'tool'

function roleOf({ type = 'message', role }: Message, index: number): Role {
  if (type === 'function_call_output') return 'tool'
  // What a model thought or called says nothing to others, and has no text here.
  if (type === 'function_call' || type === 'reasoning') return 'assistant'
  switch (role) {
    case 'system':
    case 'developer':
      return 'instructions'
    case 'user':
    case 'assistant':
    case 'tool':
      return role
    case 'function':
      return 'tool'
    case 'reasoning':
    case 'activity':
      return 'assistant'
  }
  throw new Problem('bad-request', `messages.${index}.role is "${role}": it can be system, developer, user, assistant or tool.`)
}

function textOf({ type, role, content, parts, output }: Message, index: number): string {
  if (type === 'reasoning' || role === 'reasoning' || role === 'activity') return ''
  if (typeof output === 'string') return output
  if (typeof content === 'string') return content
  return [...(content ?? []), ...(parts ?? [])].flatMap((one) => textIn(one, index) ?? []).join('\n\n')
}

function textIn({ type, text, mediaType }: Part, index: number): string | null {
  switch (type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return text ?? ''
    case 'refusal':
    case 'reasoning':
    case 'thinking':
      return null
  }
  // Parts of the AI SDK that are about its own stream, or of an application's tools.
  if (/^(step-start|source-|data-|tool-|dynamic-tool)/.test(type)) return null
  const what = mediaType === undefined ? `"${type}"` : `${type} (${mediaType})`
  throw new Problem('bad-request', `messages.${index} holds ${what}: a debate reads text only, so describe it, or put its text there.`)
}
