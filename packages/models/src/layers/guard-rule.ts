import { randomUUID } from 'node:crypto'
import { patternOf, wordsOf } from './guard-pattern.ts'
import { replacement, type Sieve, sieve } from './guard-sieve.ts'

/** A rule about contents, as an operator writes it. */
export type GuardRule = {
  /** How the log and refusals call it. */
  readonly name: string
  /** What it looks at: what is sent to a model, what comes back, or both. */
  readonly when: 'input' | 'output' | 'both'
  /** `redact` puts `[redacted]` for what is found; `refuse` lets nothing pass. */
  readonly action: 'redact' | 'refuse'
} & (
  | { readonly words: readonly string[] }
  /** See `patternOf`. */
  | { readonly pattern: string }
  /** Where something is found, in order, as from and to. Gets whole texts, so an answer is not streamed while such a rule looks at it. */
  | { readonly find: (text: string) => readonly (readonly [from: number, to: number])[] }
)

/**
 * What tells rules apart, for whoever keeps answers that have passed them. A function says nothing of what it closes over, so one that finds
 * by a function is the same only within the life of this process.
 */
export const variantOf = (rules: readonly GuardRule[]): string =>
  JSON.stringify(rules.map((rule) => ('find' in rule ? { ...rule, find: idOf(rule.find) } : rule)))

const ids = new WeakMap<object, string>()
function idOf(find: object): string {
  const id = ids.get(find) ?? randomUUID()
  ids.set(find, id)
  return id
}

export type Rule = Pick<GuardRule, 'name' | 'when' | 'action'> & { readonly sieve: () => Sieve }

/** A rule that is ready to be used. Throws a `SyntaxError` that names the rule and says what is wrong with its pattern. */
export function ruleOf(given: GuardRule): Rule {
  const { name, when, action } = given
  if ('find' in given) return { name, when, action, sieve: () => wholeSieve(given.find) }
  try {
    const pattern = 'words' in given ? wordsOf(given.words.filter((word) => word !== '')) : patternOf(given.pattern)
    return { name, when, action, sieve: () => sieve(pattern) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new SyntaxError(`The rule "${name}" of the guard cannot be used: ${error.message}.`, { cause: error })
  }
}

function wholeSieve(find: (text: string) => readonly (readonly [number, number])[]): Sieve {
  let held = ''
  let hit = false
  return {
    push(text) {
      held += text
      return ''
    },
    end() {
      let out = ''
      let from = 0
      for (const [start, end] of find(held)) {
        hit = true
        out += held.slice(from, Math.max(from, start)) + replacement
        from = Math.max(from, end)
      }
      out += held.slice(from)
      held = ''
      return out
    },
    get hit() {
      return hit
    },
  }
}
