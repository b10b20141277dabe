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

/** A schema as people read it: its kind in a line, and its fields below. */
export const schemaHtml = (schema: Schema): Html => html`<p class="kind">${kind(schema)}</p>${fields(schema)}`

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

const words: Readonly<Record<string, string>> = {
  minimum: 'at least',
  exclusiveMinimum: 'more than',
  maximum: 'at most',
  minLength: 'characters at least',
  maxLength: 'characters at most',
  minItems: 'items at least',
  maxItems: 'items at most',
}

function bounds(schema: Schema): string {
  const said = Object.entries(words).flatMap(([key, word]) => (typeof schema[key] === 'number' ? [`${word} ${schema[key]}`] : []))
  return said.length > 0 ? `, ${said.join(', ')}` : ''
}

/** The fields of an object, or of what a list or a union holds, each with its own below it. */
function fields({ properties = {}, required = [], items, anyOf, oneOf }: Schema): Html {
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
