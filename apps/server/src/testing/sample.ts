import type { Schema } from '../docs/schema-html.ts'

export type Draw = () => number
export type Schemas = Readonly<Record<string, Schema>>

export const pick = <T>(items: readonly T[], draw: Draw): T => items[Math.floor(draw() * items.length)] as T

/** Text that programs trip over. */
export const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202eabc\u2066',
  '🧑‍⚖️ e\u0301 ﷽',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'null',
  '-1',
  '1e999',
  '%00%2e%2e',
  "' or 1=1; --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '\r\nX-Injected: 1',
  'x'.repeat(5000),
] as const

/** What fields of these names hold, so that not everything is refused at the door. */
const apt: Readonly<Record<string, readonly string[]>> = {
  model: ['sim/ada', 'sim/bob+answer=yes', 'sim-anthropic/cyd', 'quorum/auto', 'quorum/vote'],
  turnId: ['0.0', '0.1', '1.0'],
  to: ['ada', 'bob'],
  preset: ['debate', 'council', 'quick'],
}

const plainTexts = ['yes', 'no', 'Tabs or spaces?', 'ada', 'sim/ada+answer=yes', 'sim/bob', 'vote', 'roundtable', '0.0', '1'] as const

/** A value that a schema takes, mostly; different for every draw, the same for the same draws. */
export function sample(schema: Schema, schemas: Schemas, draw: Draw, depth = 0, name = ''): unknown {
  if (schema.$ref) return sample(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, draw, depth, name)
  if ('const' in schema) return schema.const
  if (schema.enum) return pick(schema.enum, draw)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return sample(pick(choices, draw), schemas, draw, depth, name)
  switch ([schema.type].flat()[0]) {
    case 'object':
      return objectOf(schema, schemas, draw, depth)
    case 'array':
      return Array.from({ length: Math.max(Number(schema.minItems ?? 0), Math.floor(draw() * 3)) }, () =>
        sample(schema.items ?? {}, schemas, draw, depth + 1),
      )
    case 'string':
      return textOf(schema, draw, name)
    case 'integer':
      return Math.floor(numberOf(schema, draw))
    case 'number':
      return numberOf(schema, draw)
    case 'boolean':
      return draw() < 0.5
    case 'null':
      return null
    default:
      return pick([1, 'x', null, [], {}, true], draw)
  }
}

function objectOf({ properties = {}, required = [] }: Schema, schemas: Schemas, draw: Draw, depth: number): Record<string, unknown> {
  const taken = Object.entries(properties).filter(([name]) => required.includes(name) || draw() < 0.4 / (depth + 1))
  return Object.fromEntries(taken.map(([name, schema]) => [name, sample(schema, schemas, draw, depth + 1, name)]))
}

function textOf({ format, pattern, minLength, maxLength }: Schema, draw: Draw, name: string): string {
  if (format === 'date-time') return '2030-01-01T00:00:00Z'
  if (format === 'uri') return 'https://127.0.0.1:9/hook'
  if (pattern) return 'local'
  const text = draw() < 0.7 ? pick(apt[name] ?? plainTexts, draw) : pick(oddTexts, draw)
  return text.slice(0, Number(maxLength ?? 1e6)).padEnd(Number(minLength ?? 0), 'x')
}

function numberOf({ minimum, exclusiveMinimum, maximum }: Schema, draw: Draw): number {
  const least = Number(minimum ?? Number(exclusiveMinimum ?? -1) + 1)
  return least + draw() * Math.min(5, Number(maximum ?? 1e9) - least)
}

/** The value with one place of it spoilt. */
export function spoilt(value: unknown, draw: Draw): unknown {
  if (typeof value !== 'object' || value === null || draw() < 0.2) return pick([null, -1, 1e308, [], {}, true, '', ...oddTexts], draw)
  if (Array.isArray(value)) return value.length > 0 ? value.with(Math.floor(draw() * value.length), spoilt(value[0], draw)) : [null]
  const names = Object.keys(value)
  const entries = Object.entries(value)
  if (names.length === 0 || draw() < 0.2) return { ...value, [pick(oddTexts, draw)]: 1 }
  const name = pick(names, draw)
  if (draw() < 0.3) return Object.fromEntries(entries.filter(([other]) => other !== name))
  return Object.fromEntries(entries.map(([other, one]) => [other, other === name ? spoilt(one, draw) : one]))
}
