import type { Expects, Message } from '@quorum/debate'
import { alternatives, propertiesOf, type Schema } from './fit.ts'

/** The messages with the expected shape said in words at the end of the last one, for models that cannot be given a schema. */
export function withFormat(messages: readonly Message[], expects: Expects): readonly Message[] {
  const last = messages.at(-1)
  const said = { type: 'text', text: formatInstruction(expects.schema) } as const
  if (last?.role !== 'user') return [...messages, { role: 'user', content: [said] }]
  return [...messages.slice(0, -1), { ...last, content: [...last.content, said] }]
}

/** What the model is told of the schema: its fields, in order, each with its type and description. */
export function formatInstruction(schema: Schema): string {
  const fields = propertiesOf(schema).map(([name, one]) => `- "${name}": ${described(one)}`)
  return `\n\nAnswer with one JSON object and nothing else, with these fields in this order:\n${fields.join('\n')}`
}

function described(schema: Schema): string {
  const kind = alternatives(schema).map(kindOf).join(' or ')
  return typeof schema.description === 'string' ? `${kind}. ${schema.description}` : kind
}

function kindOf(schema: Schema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.type === 'array') return `list of ${kindOf((schema.items ?? {}) as Schema)}`
  if (schema.type === 'object')
    return `{ ${propertiesOf(schema)
      .map(([name, one]) => `"${name}": ${described(one)}`)
      .join(', ')} }`
  if (schema.type === 'number' && schema.maximum === 1) return 'number from 0 to 1'
  return typeof schema.type === 'string' ? schema.type : JSON.stringify(schema.const ?? 'any')
}
