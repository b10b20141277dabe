import { z } from 'zod'

type Shape = Readonly<Record<string, z.ZodType>>

/** The JSON schema of an object in the subset that every strict vendor mode takes: all properties required, nothing additional. */
export function jsonSchema(shape: Shape): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(z.strictObject(shape))
  return schema
}

/** Zod's first complaints in one line that a model can act on. */
export const complaints = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'the object'}: ${message}`)
    .join('; ')

/**
 * A confidence as models write it: 0.8, 80, "80%", "8/10". Anything else is no confidence, and so is a bare number between 1 and 10, which
 * may be of any scale.
 */
export function readConfidence(value: unknown): number | null {
  if (typeof value === 'number') return shareOf(value > 1 && value < 10 ? Number.NaN : value > 1 ? value / 100 : value)
  if (typeof value !== 'string' || value.length > 40) return null
  const [, number = '', scale = ''] = /^([\d.]+)\s?(%|\/\s?10|\/\s?100)?$/.exec(value.trim()) ?? []
  if (number === '') return null
  return scale === '' ? readConfidence(Number(number)) : shareOf(Number(number) / (scale.endsWith('10') ? 10 : 100))
}

const shareOf = (number: number): number | null => (number >= 0 && number <= 1 ? number : null)

/** A flag as models write it; what is not clearly set is not set. */
export const readFlag = (value: unknown): boolean => value === true || (typeof value === 'string' && /^(?:true|yes)$/i.test(value))

/** Text where text is wanted; numbers and booleans are taken by their word. */
export const loose = z.union([z.string(), z.number(), z.boolean()]).transform(String)
/** The same where it may be left out or null. */
export const looseOr = (missing: string) => loose.nullish().transform((text) => text ?? missing)
/** A list where a list is wanted; a single text is a list of one, nothing is an empty one. */
export const looseList = z
  .union([z.array(loose), loose.transform((one) => (one ? [one] : [])), z.null().transform((): string[] => [])])
  .catch([])
