import type { Expects } from '@quorum/debate'
import { fit, isRecord } from './fit.ts'
import { labelledLines } from './labelled-lines.ts'
import { objectsIn } from './tolerant-json.ts'

/** `text` is what people read of a valid answer: its streamed property. `issues` is what to tell the model of another one. */
export type Answer = { readonly ok: true; readonly value: unknown; readonly text: string } | { readonly ok: false; readonly issues: string }

/**
 * Finds the expected object in what a model wrote: as strict JSON; then as the last object in the text that is valid, fenced or between
 * sentences, in JSON, JSON5 or as a Python literal; then as labelled lines. Values are fitted to the schema's types only where they are not
 * valid as they are.
 */
export function readAnswer(text: string, expects: Expects): Answer {
  const strict = strictly(text)
  if (strict !== undefined) {
    const checked = check(strict, expects)
    if (checked.ok) return checked
  }
  let issues: string | null = null
  for (const object of objectsIn(text).toReversed()) {
    const checked = checkFitted(object, expects)
    if (checked.ok) return checked
    issues ??= checked.issues
  }
  const lines = labelledLines(text, expects.schema, expects.streams)
  if (lines) {
    const checked = check(fit(lines, expects.schema), expects)
    if (checked.ok) return checked
    issues ??= checked.issues
  }
  return { ok: false, issues: issues ?? 'There is no JSON object in the answer.' }
}

function check(object: unknown, expects: Expects): Answer {
  const checked = expects.validate(object)
  return checked.ok ? { ...checked, text: readable(object, expects.streams) } : checked
}

function checkFitted(object: unknown, expects: Expects): Answer {
  const plain = check(object, expects)
  if (plain.ok) return plain
  const fitted = check(fit(object, expects.schema), expects)
  if (fitted.ok) return fitted
  // Some models wrap the answer once more: {"response": {...}}.
  const inner = isRecord(object) ? Object.values(object) : []
  return inner.length === 1 && isRecord(inner[0]) ? checkFitted(inner[0], expects) : plain
}

/** The streamed property, or the first text there is where the model left it out. */
function readable(object: unknown, streams: string): string {
  if (!isRecord(object)) return ''
  const texts = [object[streams], ...Object.values(object)].filter((one) => typeof one === 'string')
  return texts.find((text) => text.trim() !== '') ?? ''
}

/** `undefined` where the text is not JSON: the tolerant readers come next. */
function strictly(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
