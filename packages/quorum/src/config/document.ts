import type { z } from 'zod'
import { Problem } from '../problem.ts'

type Path = readonly PropertyKey[]

/** A YAML or JSON text, read and checked; throws a `Problem` that names file, line and key of what is wrong. */
export async function readDocument<T>(text: string, file: string, schema: z.ZodType<T>): Promise<T> {
  const { LineCounter, parseDocument, isNode } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error) throw new Problem('bad-request', `${file}:${lines.linePos(error.pos[0]).line}: ${firstLine(error.message)}`)
  const lineOf = (path: Path): number | null => {
    for (let known = path; known.length > 0; known = known.slice(0, -1)) {
      const node = document.getIn(known, true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return null
  }
  return checked(valueIn(document, file) ?? {}, file, schema, lineOf)
}

function valueIn(document: { toJS(): unknown }, file: string): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    // Aliases that multiply, or lead nowhere.
    throw new Problem('bad-request', `${file}: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

/** A value from a file, checked. */
export function checked<T>(value: unknown, file: string, schema: z.ZodType<T>, lineOf: (path: Path) => number | null = () => null): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const places = read.error.issues.map((issue) => {
    // A name that nobody knows stands one level below the object that holds it.
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
    const line = lineOf(path)
    return `${file}${line === null ? '' : `:${line}`}: ${path.join('.') || 'the whole file'}: ${messageOf(issue)}`
  })
  throw new Problem('bad-request', places.join('\n'))
}

const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? 'there is no such setting.' : `${issue.message}.`
const firstLine = (text: string): string => text.split('\n')[0] ?? text
