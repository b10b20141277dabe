/** Whether a parsed JSON value is an object, so that its fields can be looked at. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The text of a message's content: a string, or parts of which those with a `text` count. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  let text = ''
  for (const part of content) if (isObject(part) && typeof part.text === 'string') text += part.text
  return text
}

/** The messages of a body as texts with roles, or `null` where there are none. */
export function promptOf(messages: unknown): { role: string; text: string }[] | null {
  if (!Array.isArray(messages) || messages.length === 0) return null
  return messages.filter(isObject).map((message) => ({ role: String(message.role), text: contentText(message.content) }))
}

export const positive = (value: unknown): number | null => (typeof value === 'number' && value > 0 ? Math.floor(value) : null)
