/** A JSON object of which nothing is known yet. Vendors send what they like; these read it without ever throwing. */
export type Loose = { readonly [name: string]: unknown }

export function record(value: unknown): Loose | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : null
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The string, or `''` where there is none. */
export function string(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The number, or `undefined` where there is none. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** What `text` says as JSON, or `undefined` where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
