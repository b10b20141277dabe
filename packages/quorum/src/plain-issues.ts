import type { z } from 'zod'

/** One place of a request that is wrong, in words. */
export type PlainIssue = { readonly path: string; readonly message: string }

type Issue = z.core.$ZodIssue

/** What is wrong with a request, place by place, in words that say what is wanted there. */
export const plainIssues = (issues: readonly Issue[]): PlainIssue[] =>
  issues.flatMap(closest).map((issue) => ({ path: issue.path.join('.') || 'request', message: inWords(issue) }))

/** Of several shapes that would do, the complaints of the one that comes closest: the one that got furthest into what was sent. */
function closest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const within = issue.errors.map((errors) => errors.flatMap(closest))
  const deepest = within.toSorted((one, other) => depth(other) - depth(one))[0] ?? []
  if (depth(deepest) > 0) return deepest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
  const wanted = [...new Set(within.flat().flatMap((one) => (one.code === 'invalid_type' ? one.expected : [])))]
  return [{ ...issue, message: wanted.length > 0 ? `must be ${wanted.map(called).join(' or ')}` : issue.message }]
}

/** How far into what was sent complaints go; those of unknown or missing fields are of the object itself, so it was one. */
const depth = (issues: readonly Issue[]): number =>
  Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)))

const kinds: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  tuple: 'a list',
  int: 'a whole number',
  boolean: 'true or false',
}
const called = (kind: string): string => kinds[kind] ?? `a ${kind}`

function inWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `is missing: ${called(issue.expected)} is wanted`
        : `must be ${called(issue.expected)}`
    case 'unrecognized_keys':
      return `has no field ${issue.keys.map((key) => `"${key.slice(0, 100)}"`).join(', ')}`
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_small':
      return `must ${issue.origin === 'string' || issue.origin === 'array' ? 'have' : 'be'} ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unit(issue.origin)}`
    case 'too_big':
      return `must ${issue.origin === 'string' || issue.origin === 'array' ? 'have' : 'be'} ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${unit(issue.origin)}`
    default:
      return issue.message
  }
}

const unit = (origin: string): string => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '')
