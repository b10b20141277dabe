import { Problem } from '@quorum/quorum'

/** How deep the values of a body may stand in each other, and how many there may be. */
const deepest = 64
const most = 20_000

/** Keys by which objects are made into something else, where a program merges them without care. */
const refused: ReadonlySet<string> = new Set(['__proto__', 'constructor'])

/** The value of a JSON text; undefined for an empty one. Throws `bad-request` for what is none, and for what is made to be hard to take in. */
export function readJson(text: string): unknown {
  if (text === '') return undefined
  const value = parsed(text)
  let level = [value]
  let count = 0
  for (let depth = 0; level.length > 0; depth++) {
    const next: unknown[] = []
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue
      if (depth >= deepest) throw new Problem('bad-request', `The body is more than ${deepest} levels deep.`)
      const keys = Array.isArray(one) ? [] : Object.keys(one)
      const bad = keys.find((key) => refused.has(key))
      if (bad !== undefined) throw new Problem('bad-request', `The body has a key "${bad}", which is taken nowhere.`)
      for (const inner of Object.values(one)) next.push(inner)
    }
    count += next.length
    if (count > most) throw new Problem('bad-request', `The body has more than ${most} values.`)
    level = next
  }
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // What the message quotes of the body may be a secret.
    const [why] = error.message.split(/(?:^|,? )(?:\.\.\.)?"/)
    throw new Problem('bad-request', `The body is no JSON${why && `: ${why}`}.`)
  }
}
