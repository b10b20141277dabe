/** Splits off a leading `<think>...</think>`, in which some hosts put the hidden thinking of open models. */
export function splitThinking(text: string): { readonly text: string; readonly thinking: string } {
  const start = text.trimStart()
  if (!start.startsWith('<think>')) return { text, thinking: '' }
  const end = start.indexOf('</think>')
  if (end === -1) return { text: '', thinking: start.slice('<think>'.length) }
  return { text: start.slice(end + '</think>'.length).trimStart(), thinking: start.slice('<think>'.length, end) }
}
