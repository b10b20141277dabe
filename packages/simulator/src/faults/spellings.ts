/** Ways in which models write an object down when they were asked for JSON. */

const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [['answer', value]]

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** `{'answer': 'yes', 'changed': False, 'confidence': None}` */
export function pythonLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`
  if (typeof value === 'object')
    return `{${entries(value)
      .map(([name, item]) => `'${name}': ${pythonLiteral(item)}`)
      .join(', ')}}`
  return String(value)
}

/** One property after the other as sentences, without any label that a parser could hold on to. */
export const prose = (value: unknown): string =>
  entries(value)
    .filter(([, item]) => typeof item === 'string')
    .map(([, item]) => plain(item))
    .join('\n\n')

export const labelled = (value: unknown): string =>
  entries(value)
    .map(([name, item]) => `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${plain(item)}`)
    .join('\n')

export const fenced = (value: unknown): string =>
  `Sure, here is my answer:\n\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n\nLet me know if you need anything else.`

/** Numbers as words, the first property missing, one too many. */
export const offSchema = (value: unknown): string =>
  JSON.stringify(
    Object.fromEntries([
      ...entries(value)
        .slice(1)
        .map(([name, item]) => [name, typeof item === 'number' ? 'rather high' : item]),
      ['note', 'This object is off the schema on purpose.'],
    ]),
  )
