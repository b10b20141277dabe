import type { Ask, Expects, Message } from '@quorum/debate'

/** What vendors bill as the input of a request: its messages, and the schema, which they add to the prompt. */
export function billedInput({ messages, expects }: Pick<Ask, 'messages' | 'expects'>): readonly Message[] {
  return expects ? [...messages, schemaMessage(expects)] : messages
}

const schemas = new WeakMap<Expects, Message>()
/** One object per shape, so that its tokens are counted once. */
function schemaMessage(expects: Expects): Message {
  const known = schemas.get(expects)
  if (known) return known
  const message: Message = { role: 'system', content: [{ type: 'text', text: `${expects.name}\n${JSON.stringify(expects.schema)}` }] }
  schemas.set(expects, message)
  return message
}
