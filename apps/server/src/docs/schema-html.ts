import type { Json } from '@quorum/sdk'
import { type Html, html, inline } from './html.ts'

/** The part of JSON schema that the document uses. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
} & Json

/** What a value is, in a few words. */
export function kind(schema: Schema): Html {
  const { $ref, enum: words, items, anyOf, oneOf, allOf, type, format } = schema
  const choices = anyOf ?? oneOf ?? allOf
  if ($ref) return link($ref)
  if ('const' in schema) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (words) return html`${joined(words.map((word) => html`<code>${String(word)}</code>`))}`
  if (choices) return html`${joined(choices.map(kind))}`
  if (items) return html`list of ${kind(items)}`
  const name = type === undefined ? 'anything' : [type].flat().join(' or ')
  return html`${name}${format && ` (${format})`}${bounds(schema)}`
}

function link(reference: string): Html {
  const name = reference.split('/').at(-1) ?? ''
  return html`<a href="#schema-${name}">${name}</a>`
}

const joined = (pieces: readonly Html[]): Html[] => pieces.flatMap((piece, index) => (index > 0 ? [html` or `, piece] : [piece]))

const bounds = (schema: Schema): string =>
  [
    between(schema.minimum, schema.maximum, ''),
    typeof schema.exclusiveMinimum === 'number' && `more than ${schema.exclusiveMinimum}`,
    between(schema.minLength, schema.maxLength, ' characters'),
    between(schema.minItems, schema.maxItems, ' items'),
  ]
    .filter(Boolean)
    .map((bound) => `, ${bound}`)
    .join('')

function between(least: unknown, most: unknown, of: string): string {
  if (typeof most !== 'number') return typeof least === 'number' ? `at least ${least}${of}` : ''
  return typeof least === 'number' ? `${least} to ${most}${of}` : `at most ${most}${of}`
}

/** The fields of an object, or of what a list or a union holds, each with its own below it. */
export function fields({ properties = {}, required = [], items, anyOf, oneOf }: Schema): Html {
  const own = Object.entries(properties).map(
    ([name, schema]) => html`
      <li>
        <code class="name">${name}</code>
        <span class="kind">${kind(schema)}${!required.includes(name) && html`<span class="optional">optional</span>`}</span>
        ${schema.description && html`<p>${inline(schema.description)}</p>`}${!schema.$ref && fields(schema)}
      </li>`,
  )
  const inner = [...(items ? [items] : []), ...(anyOf ?? oneOf ?? [])].filter(({ $ref }) => !$ref).map(fields)
  return html`${own.length > 0 && html`<ul class="fields">${own}</ul>`}${inner}`
}
