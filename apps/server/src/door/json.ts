import { Problem } from '@quorum/quorum'

/** How deep the values of a body may stand in each other, and how many there may be. */
const deepest = 64
const most = 20_000

/** Keys by which objects are made into something else, where a program merges them without care. */
const refused: ReadonlySet<string> = new Set(['__proto__', 'constructor'])

type Place = { readonly value: unknown; readonly key: string; readonly within: Place | null }

/** The value of a JSON text; undefined for an empty one. Throws `bad-request` for what is none, and for what is made to be hard to take in. */
export function readJson(text: string): unknown {
  if (text === '') return undefined
  const value = parsed(text)
  let level: Place[] = [{ value, key: '', within: null }]
  let count = 0
  for (let depth = 0; level.length > 0; depth++) {
    const next: Place[] = []
    for (const within of level) {
      const one = within.value
      if (typeof one !== 'object' || one === null) continue
      if (depth >= deepest) throw new Problem('bad-request', `The body is more than ${deepest} levels deep.`)
      const bad = Array.isArray(one) ? undefined : Object.keys(one).find((key) => refused.has(key))
      if (bad !== undefined) throw refusedKey(bad, within)
      for (const [key, inner] of Object.entries(one)) next.push({ value: inner, key, within })
    }
    count += next.length
    if (count > most) throw new Problem('bad-request', `The body has more than ${most} values.`)
    level = next
  }
  return value
}

/** Says where it is, unless that is longer than what people read. */
function refusedKey(bad: string, at: Place): Problem {
  const path: string[] = []
  for (let place: Place | null = at; place?.within; place = place.within) path.unshift(place.key)
  const where = path.join('.').slice(0, 200)
  return new Problem(
    'bad-request',
    `${where === '' ? 'The body' : `"${where}"`} has a key "${bad}". Programs that merge objects without care are changed by keys of that name, so none is taken: call it something else.`,
  )
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
