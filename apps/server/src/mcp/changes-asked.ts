/** Tools that only look. */
const reading: ReadonlySet<unknown> = new Set(['get_debate', 'list_presets'])

/** What the messages of a client change, by the names of tools: empty where they only look, hear, or greet. Nobody has validated them. */
export function changesAskedOf(messages: unknown): string {
  return [messages]
    .flat()
    .flatMap((message: unknown) => changeIn(message) ?? [])
    .join(', ')
    .slice(0, 300)
}

function changeIn(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || !('method' in message)) return null
  if (message.method === 'tasks/cancel') return 'tasks/cancel'
  if (message.method !== 'tools/call' || !('params' in message)) return null
  const { params } = message
  const name = typeof params === 'object' && params !== null && 'name' in params ? params.name : null
  return typeof name === 'string' && !reading.has(name) ? name : null
}
