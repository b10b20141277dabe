import { isObject } from '../wire/request-body.ts'

type Schema = Readonly<Record<string, unknown>>

/**
 * Fits content into a JSON schema: what stands under a property's name goes there where its type allows, and something plain stands in where
 * there is none. Knows objects, arrays, strings, numbers, booleans, null, enum, const, unions and local references.
 */
export function fill(schema: unknown, content: unknown, name = 'answer', root: unknown = schema): unknown {
  if (!isObject(schema)) return content ?? null
  if (typeof schema.$ref === 'string') return fill(resolve(root, schema.$ref), content, name, root)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum.includes(content) ? content : nearest(schema.enum, content)
  const branches = schema.anyOf ?? schema.oneOf ?? (Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : null)
  if (Array.isArray(branches)) return fill(branches.find((branch) => takes(branch, content, root)) ?? branches[0], content, name, root)
  switch (typeOf(schema)) {
    case 'object':
      return filledObject(schema, isObject(content) ? content : {}, root)
    case 'array':
      return filledArray(schema, Array.isArray(content) ? content : [], name, root)
    case 'string':
      return content === undefined || content === null ? `Simulated ${name}.` : String(content)
    case 'number':
    case 'integer':
      return filledNumber(schema, content)
    case 'boolean':
      return content === true
    default:
      return null
  }
}

const typeOf = (schema: Schema): unknown => schema.type ?? (isObject(schema.properties) ? 'object' : null)

function resolve(root: unknown, reference: string): unknown {
  let found = root
  for (const name of reference.split('/').slice(1)) found = isObject(found) ? found[name] : undefined
  return found
}

/** An enum may spell a value in its own case: `Yes` for `yes`. */
function nearest(values: readonly unknown[], content: unknown): unknown {
  const wanted = String(content).toLowerCase()
  return values.find((value) => String(value).toLowerCase() === wanted) ?? values[0]
}

function takes(branch: unknown, content: unknown, root: unknown): boolean {
  if (!isObject(branch)) return false
  if (typeof branch.$ref === 'string') return takes(resolve(root, branch.$ref), content, root)
  if ('const' in branch) return branch.const === content
  if (Array.isArray(branch.enum)) return branch.enum.includes(content)
  switch (typeOf(branch)) {
    case 'null':
      return content === null || content === undefined
    case 'object':
      return isObject(content)
    case 'array':
      return Array.isArray(content)
    case 'number':
    case 'integer':
      return typeof content === 'number'
    default:
      return typeOf(branch) === typeof content
  }
}

function filledObject(schema: Schema, content: Schema, root: unknown): Record<string, unknown> {
  const properties = isObject(schema.properties) ? schema.properties : {}
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, fill(property, content[name], name, root)]))
}

function filledArray(schema: Schema, content: readonly unknown[], name: string, root: unknown): unknown[] {
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0
  const padded = [...content, ...Array.from({ length: Math.max(0, least - content.length) }, () => undefined)]
  const most = typeof schema.maxItems === 'number' ? schema.maxItems : padded.length
  return padded.slice(0, most).map((item) => fill(schema.items, item, name, root))
}

function filledNumber(schema: Schema, content: unknown): number {
  const number = Number(content ?? Number.NaN)
  const least = typeof schema.minimum === 'number' ? schema.minimum : Number.NEGATIVE_INFINITY
  const most = typeof schema.maximum === 'number' ? schema.maximum : Number.POSITIVE_INFINITY
  const fitted = Math.min(most, Math.max(least, Number.isFinite(number) ? number : 0.5))
  return schema.type === 'integer' ? Math.round(fitted) : fitted
}
