import { bare, propertiesOf, type Schema } from './fit.ts'

/**
 * The properties that stand on labelled lines (`Answer: B`, `**Confidence:** 80%`, a heading `## Argument`), as text; lines without a label
 * belong to the label above them. What comes before the first label is the property `lead`, unless it has a label of its own.
 * `null` if no line is labelled. Linear time.
 */
export function labelledLines(text: string, schema: Schema, lead: string): Readonly<Record<string, string>> | null {
  const labels = new Map(propertiesOf(schema).flatMap(([name]) => [[bare(name), name] as const, [`final${bare(name)}`, name] as const]))
  const found = new Map<string, string[]>()
  const before: string[] = []
  let current = before
  for (const line of text.split('\n')) {
    const [label, rest] = labelOf(line)
    const name = labels.get(bare(label))
    if (name === undefined) {
      current.push(line)
      continue
    }
    current = [rest]
    found.set(name, current)
  }
  if (found.size === 0) return null
  const values = [...found].map(([name, lines]) => [name, lines.join('\n').trim()] as const)
  const prose = before.join('\n').trim()
  return Object.fromEntries(prose && !found.has(lead) ? [[lead, prose], ...values] : values)
}

/** What a line has before its first colon, if that may be a label, and the rest. Quotes are a sign of broken JSON, not of a label. */
function labelOf(line: string): readonly [label: string, rest: string] {
  const start = line.slice(0, 60)
  const colon = start.indexOf(':')
  if (colon === -1) return line.length <= 60 && line.startsWith('#') ? [line, ''] : ['', line]
  const label = start.slice(0, colon)
  const rest = line.slice(colon + 1).trim()
  return label.includes('"') ? ['', line] : [label, unmarked(rest)]
}

/** Without the emphasis that closes a label (`**Answer:** B`) or wraps a value (`**B**`). */
function unmarked(value: string): string {
  const inner = value.replace(/^(?:\*\*|__|\*|_)/, '').trim()
  return inner.replace(/(?:\*\*|__)$/, '').trim()
}
