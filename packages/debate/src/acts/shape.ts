import { z } from 'zod'

type Shape = Readonly<Record<string, z.ZodType>>

/** The JSON schema of an object in the subset that every strict vendor mode takes: all properties required, nothing additional. */
export function jsonSchema(shape: Shape): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(z.strictObject(shape))
  return schema
}

/** Zod's complaints in one line that a model can act on. */
export const complaints = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join('.') || 'the object'}: ${message}`).join('; ')

/** A confidence as models write it: 0.8, 80, "80%"; anything else is no confidence. */
export function readConfidence(value: unknown): number | null {
  const text = typeof value === 'string' ? value.trim() : value
  if (text === '' || text === null || text === undefined || typeof text === 'boolean') return null
  const percent = typeof text === 'string' && text.endsWith('%')
  const number = Number(percent ? text.slice(0, -1) : text)
  if (!Number.isFinite(number) || number < 0) return null
  const share = percent || number > 1 ? number / 100 : number
  return share <= 1 ? share : null
}

/** Text where text is wanted; numbers and booleans are taken by their word. */
export const loose = z.union([z.string(), z.number(), z.boolean()]).transform(String)
/** A list where a list is wanted; a single text is a list of one, nothing is an empty one. */
export const looseList = z
  .union([z.array(loose), loose.transform((one) => (one ? [one] : [])), z.null().transform((): string[] => [])])
  .catch([])
