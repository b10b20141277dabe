import type { OpenApi } from '@quorum/sdk'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { createParser } from 'eventsource-parser'
import type { Documented } from '../docs/documented.ts'

export type Reply = { readonly status: number; readonly type: string | undefined; readonly text: string }
type Answer = { readonly content?: Readonly<Record<string, { readonly schema: object }>> }

/** Says of an answer what the document does not: a status, a media type or a body that is not described, and every fault of the server. */
export function wordOf(document: OpenApi): (operation: Documented, reply: Reply) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  formats.default(ajv)
  ajv.addSchema({ $id: 'document', ...document })
  const faults = (schema: object, value: unknown): string[] => {
    const located = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'))
    return ajv.validate(located, value) ? [] : [ajv.errorsText(ajv.errors?.slice(-3))]
  }
  const { responses } = document.components
  return ({ described }, { status, type, text }) => {
    if (status === 500) return ['a fault of the server']
    const said = described.responses[status]
    if (!said) return [`status ${status} is not described`]
    const answer = ('$ref' in said ? responses[said.$ref.split('/').at(-1) ?? ''] : said) as Answer
    if (!answer.content) return text === '' ? [] : [`status ${status} has no body`]
    const media = type?.split(';')[0] ?? ''
    const content = answer.content[media]
    if (!content) return [`${media || 'no media type'} is not described for ${status}`]
    if (media === 'text/event-stream')
      return described.operationId === 'listEvents'
        ? framesOf(text).flatMap((event) => faults(eventSchema, event).map((fault) => `${JSON.stringify(event).slice(0, 200)}: ${fault}`))
        : []
    return /^application\/(.*\+)?json$/.test(media) ? faults(content.schema, JSON.parse(text)) : []
  }
}

const eventSchema = { anyOf: [{ $ref: '#/components/schemas/DebateEvent' }, { $ref: '#/components/schemas/StreamNote' }] }

function framesOf(text: string): unknown[] {
  const events: unknown[] = []
  createParser({ onEvent: ({ data }) => events.push(JSON.parse(data)) }).feed(text)
  return events
}
