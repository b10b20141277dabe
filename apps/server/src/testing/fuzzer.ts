import { request } from 'node:http'
import type { OpenApi } from '@quorum/sdk'
import type { Documented } from '../docs/documented.ts'
import type { Schema } from '../docs/schema-html.ts'
import type { Reply } from './keeps-its-word.ts'
import { type Draw, oddTexts, pick, type Schemas, sample, spoilt } from './sample.ts'

export type Shot = {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Buffer | null
}

/** A request for an operation: right, nearly right, or nonsense. `known`: ids of debates that are there. */
export function shotAt(operation: Documented, document: OpenApi, known: readonly string[], draw: Draw): Shot {
  const { method, path, described } = operation
  const schemas = document.components.schemas as Schemas
  const inPlace = (place: string) => described.parameters.filter((parameter) => parameter.in === place)
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => segment(name === 'id' && draw() < 0.8 ? known : [...known, ...oddTexts], draw))
  const query = inPlace('query').flatMap(({ name, schema, required }) => {
    if (!required && draw() < 0.6) return []
    const value = draw() < 0.7 ? sample(schema as Schema, schemas, draw) : pick(oddTexts, draw)
    const pair = `${name}${draw() < 0.05 ? '[]' : ''}=${encoded(String(value))}`
    return draw() < 0.05 ? [pair, pair] : [pair]
  })
  const headers = Object.fromEntries(inPlace('header').flatMap(({ name }) => (draw() < 0.3 ? [[name, pick(headerTexts, draw)]] : [])))
  return {
    method: method.toUpperCase(),
    path: filled + (query.length > 0 ? `?${query.join('&')}` : ''),
    headers: {
      accept: pick(['*/*', 'application/json', 'application/json', 'text/event-stream', 'text/html', 'image/png'], draw),
      ...headers,
    },
    body: null,
    ...bodyOf(described.requestBody?.content, headers, schemas, draw),
  }
}

/** Half of them within what a path may be, so that handlers see them. */
function segment(texts: readonly string[], draw: Draw): string {
  return (
    encoded(pick(texts, draw))
      .slice(0, 90)
      .replace(/%[0-9A-F]?$/, '') || 'x'
  )
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed()).replace(/^\.{1,2}$/, 'x')
const headerTexts = ['1', 'once', '0', '-1', '99999999999999999999', 'a'.repeat(255), 'a'.repeat(256), 'ä', ' ', '"quoted"', 'NaN'] as const

type Content = Readonly<Record<string, { readonly schema: object; readonly example?: unknown }>>

function bodyOf(content: Content | undefined, headers: Record<string, string>, schemas: Schemas, draw: Draw): Partial<Shot> {
  const [type, media] = Object.entries(content ?? {})[0] ?? []
  if (!type || !media)
    return draw() < 0.05 ? { body: Buffer.from('{"not":"wanted"}'), headers: { ...headers, 'content-type': 'application/json' } } : {}
  const value = draw() < 0.3 && media.example !== undefined ? media.example : sample(media.schema as Schema, schemas, draw)
  const right = type === 'application/json' ? JSON.stringify(value) : String(value)
  const wrong = pick<() => readonly [string | Buffer | null, string]>(
    [
      () => [JSON.stringify(spoilt(value, draw)), type],
      () => [JSON.stringify(spoilt(value, draw)), type],
      () => [JSON.stringify(spoilt(spoilt(value, draw), draw)), type],
      () => [pick(['', '{', 'null', '[]', '"x"', '1e999', 'NaN', '{"a":1,}', '\ufeff{}', '{"a":"\u0000"}', ...oddTexts], draw), type],
      () => [pick(['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"x":1}}}', '{"motion":{"__proto__":null}}'], draw), type],
      () => ['['.repeat(20_000) + ']'.repeat(20_000), type],
      () => [`{"motion":${'{"a":'.repeat(500)}1${'}'.repeat(500)}}`, type],
      () => [JSON.stringify({ motion: { question: 'x'.repeat(300 * 1024) } }), type],
      () => [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), type],
      () => [
        right,
        pick(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense', ''], draw),
      ],
      () => [null, type],
    ],
    draw,
  )
  const [sent, as] = draw() < 0.4 ? [right, type] : wrong()
  return { body: sent === null ? null : Buffer.from(sent), headers: { accept: '*/*', ...headers, ...(as && { 'content-type': as }) } }
}

/** Sends it over a socket of its own. A stream is read for as long as `streamMs`, then left. */
export function shoot(url: string, { method, path, headers, body }: Shot, streamMs: number): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url + path,
      { method, headers: { ...safe(headers), ...(body && { 'content-length': String(body.length) }) }, agent: false, timeout: 15_000 },
      (response) => {
        const chunks: Buffer[] = []
        const type = response.headers['content-type']
        const reply = () => resolve({ status: response.statusCode ?? 0, type, text: Buffer.concat(chunks).toString() })
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', reply)
        response.on('error', reject)
        if (type?.startsWith('text/event-stream'))
          setTimeout(() => {
            reply()
            sent.destroy()
          }, streamMs).unref()
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('no answer')))
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

/** Node sends no header that HTTP does not allow. */
const safe = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll(/[^\t\x20-\xff]/g, '?')]))
