/** A JSON schema, as far as answers use it. */
export type Schema = Readonly<Record<string, unknown>>

/**
 * The value in the types of the schema, where it says the same in others: `"80%"` is 0.8 where at most 1 is allowed, `"yes"` is `true`,
 * `"A, C"` is a list, a nullable property that is missing is `null`, `change_reason` is `changeReason`. It invents nothing: what does not
 * fit is left for the validation to refuse.
 */
export function fit(value: unknown, schema: Schema): unknown {
  const shapes = alternatives(schema)
  const shape = shapes.find((one) => one.type !== 'null') ?? schema
  if (shapes.some((one) => one.type === 'null') && isNothing(value, shape)) return null
  switch (shape.type) {
    case 'object':
      return isRecord(value) ? fitObject(value, shape) : value
    case 'array':
      return fitList(value, shape)
    case 'number':
    case 'integer':
      return fitNumber(value, shape)
    case 'boolean':
      return fitBoolean(value)
    case 'string':
      return fitString(value, shape)
    default:
      return value
  }
}

/** `{type: ['number', 'null']}` and `{anyOf: [...]}` alike, as schemas with one type each. */
export function alternatives(schema: Schema): readonly Schema[] {
  const any = schema.anyOf ?? schema.oneOf
  if (Array.isArray(any)) return any.filter(isRecord).flatMap(alternatives)
  if (Array.isArray(schema.type)) return schema.type.map((type) => ({ ...schema, type }))
  return [schema]
}

export function propertiesOf(schema: Schema): readonly (readonly [string, Schema])[] {
  return isRecord(schema.properties)
    ? Object.entries(schema.properties).flatMap(([name, one]) => (isRecord(one) ? [[name, one] as const] : []))
    : []
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A name without case, blanks and punctuation, as labels and keys are compared. */
export const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

function fitObject(value: Readonly<Record<string, unknown>>, schema: Schema): unknown {
  const given = new Map(Object.entries(value).map(([name, one]) => [bare(name), one]))
  const fitted = propertiesOf(schema).flatMap(([name, one]) => {
    const found = Object.hasOwn(value, name) ? value[name] : given.get(bare(name))
    if (found !== undefined) return [[name, fit(found, one)] as const]
    return alternatives(one).some((shape) => shape.type === 'null') ? [[name, null] as const] : []
  })
  return Object.fromEntries(fitted)
}

function fitList(value: unknown, schema: Schema): unknown {
  const items = isRecord(schema.items) ? schema.items : {}
  if (Array.isArray(value)) return value.map((item) => fit(item, items))
  if (typeof value !== 'string') return value
  if (isNothing(value, schema)) return []
  const parts = value.includes('\n') ? value.split('\n') : value.split(/[,;]/)
  return parts.map((part) => fit(part.replace(/^\s{0,8}(?:[-*\u2022]|\d{1,3}[.)])\s/, '').trim(), items)).filter((part) => part !== '')
}

function fitNumber(value: unknown, schema: Schema): unknown {
  if (typeof value === 'string') {
    const said = value.slice(0, 60)
    const found = /(-?(?:\d[\d,]{0,20}(?:\.\d{1,20})?|\.\d{1,20}))\s{0,3}(%|(?:\/|out of)\s{0,3}(\d{1,6}))?/.exec(said)
    // Two numbers are a range or a story, and to choose one would be to invent it.
    if (!found || /\d/.test(said.slice(found.index + found[0].length))) return value
    const [, digits = '', unit, whole] = found
    const number = Number(digits.replaceAll(',', ''))
    if (schema.maximum === 1 && unit === '%') return number / 100
    if (schema.maximum === 1 && whole !== undefined && Number(whole) > 0) return number / Number(whole)
    return fitNumber(number, schema)
  }
  // Ten and less may be "out of ten": only what must be a percentage is taken for one.
  return schema.maximum === 1 && typeof value === 'number' && value > 10 && value <= 100 ? value / 100 : value
}

function fitBoolean(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const word = bare(value)
  if (['true', 'yes', 'y'].includes(word)) return true
  return ['false', 'no', 'n'].includes(word) ? false : value
}

function fitString(value: unknown, schema: Schema): unknown {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  if (typeof text !== 'string' || !Array.isArray(schema.enum)) return text
  return schema.enum.find((one) => one === text) ?? schema.enum.find((one) => bare(String(one)) === bare(text)) ?? text
}

function isNothing(value: unknown, shape: Schema): boolean {
  if (value === null || value === undefined) return true
  return typeof value === 'string' && shape.type !== 'string' && ['', 'none', 'null', 'na', 'notapplicable'].includes(bare(value))
}
