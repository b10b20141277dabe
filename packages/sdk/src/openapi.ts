import { componentsOf } from './openapi/components.ts'
import { type Described, describe } from './openapi/describe.ts'
import type { Json } from './openapi/json.ts'
import { problemAnswers } from './openapi/problems.ts'
import type { Operation, Tag } from './operation.ts'
import { operations } from './operations.ts'

/** The document of OpenAPI 3.1, as far as it is known what stands in it. */
export type OpenApi = {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: Tag; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>
    readonly responses: Readonly<Record<string, Json>>
    readonly securitySchemes: Json
  }
}

export type OpenApiOptions = {
  /** Version of the software. */
  readonly version: string
  /** Where the server is reached; the place that the document came from where it is left out. */
  readonly url?: string
}

/** Everything that can be asked of a server, as an OpenAPI 3.1 document made from the table of operations. */
export function openApi({ version, url = '/' }: OpenApiOptions): OpenApi {
  const table: Readonly<Record<string, Operation>> = operations
  const components = componentsOf(table)
  const paths: Record<string, Record<string, Described>> = {}
  for (const [id, operation] of Object.entries(table))
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(id, operation, components) }
  return {
    openapi: '3.1.1',
    info: { title: 'Quorum', version, description: `${lead}\n\n${description}` },
    servers: [{ url }],
    tags: (Object.keys(tags) as Tag[]).map((name) => ({ name, description: tags[name] })),
    paths,
    components: { schemas: components.schemas, responses: problemAnswers(), securitySchemes },
  }
}

const tags: Readonly<Record<Tag, string>> = {
  debates: 'A debate is started, watched, read, forked and exported. It goes on whether anybody watches or not.',
  steering: 'Commands to a debate under way. Each is on disk when it is answered, and takes effect as an event.',
  sharing: 'Links by which anybody may read a debate, and comments.',
  catalogue: 'Models, protocols and presets to choose from, what a debate would cost, and how models have done.',
  access: 'Keys, tickets, the keys of providers, and who did what.',
  webhooks: 'Be told of debates by a signed request (Standard Webhooks).',
  streams: 'Debates in the words of AG-UI and of the AI SDK.',
  compatible: 'A debate as a model: the dialects of OpenAI and of the Model Context Protocol.',
  server: 'Health, metrics and this document.',
}

/** What it is for, in a sentence. */
export const lead = 'Ask a panel of language models, and be told how sure it is and who disagrees.'

const description = `A debate is its log: events with a \`seq\` that has no gap, on disk before anybody sees them. \`GET /api/v1/debates/{id}/events\` streams them
as server-sent events and goes on after any of them; everything else is read from them.

**Keys.** \`Authorization: Bearer <key>\`. On loopback none is needed unless the server asks for one.

**Problems** are \`application/problem+json\` (RFC 9457): \`code\` for programs, \`detail\` for people, with the way out.

**Again.** Whoever sends an \`Idempotency-Key\` with a POST may send it again for a day: nothing is done twice.

**Fields** may be added to answers and events at any time; leave alone those that you do not know. Amounts are US dollars, where a name ends in
\`Nano\` nano-dollars; times are ISO 8601 or milliseconds.`

const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key. Its scope is `read`, `run` or `admin`; each includes the ones before it.',
  },
  ticket: { type: 'apiKey', in: 'query', name: 'ticket', description: 'A one-time ticket, for EventSource and WebSocket in a browser.' },
}
