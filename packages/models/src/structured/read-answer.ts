import type { Expects } from '@quorum/debate'
import { fit, isRecord } from './fit.ts'
import { labelledLines } from './labelled-lines.ts'
import { objectsIn } from './tolerant-json.ts'

/** `issues` is what to tell the model. */
export type Answer = ReturnType<Expects['validate']>

/**
 * Finds the expected object in what a model wrote: as strict JSON; then as the last object in the text that is valid, fenced or between
 * sentences, in JSON, JSON5 or as a Python literal; then as labelled lines. Values are fitted to the schema's types only where they are not
 * valid as they are.
 */
export function readAnswer(text: string, expects: Expects): Answer {
  const strict = strictly(text)
  if (strict !== undefined) {
    const checked = expects.validate(strict)
    if (checked.ok) return checked
  }
  let issues: string | null = null
  for (const object of objectsIn(text).toReversed()) {
    const checked = validated(object, expects)
    if (checked.ok) return checked
    issues ??= checked.issues
  }
  const lines = labelledLines(text, expects.schema, expects.streams)
  if (lines) {
    const checked = expects.validate(fit(lines, expects.schema))
    if (checked.ok) return checked
    issues ??= checked.issues
  }
  return { ok: false, issues: issues ?? 'There is no JSON object in the answer.' }
}

function validated(object: unknown, expects: Expects): Answer {
  const plain = expects.validate(object)
  if (plain.ok) return plain
  const fitted = expects.validate(fit(object, expects.schema))
  if (fitted.ok) return fitted
  // Some models wrap the answer once more: {"response": {...}}.
  const inner = isRecord(object) ? Object.values(object) : []
  return inner.length === 1 && isRecord(inner[0]) ? validated(inner[0], expects) : plain
}

/** `undefined` where the text is not JSON: the tolerant readers come next. */
function strictly(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
