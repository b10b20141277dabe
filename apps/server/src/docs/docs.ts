import { type OpenApi, openApi, operations } from '@quorum/sdk'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Floor } from '../floor.ts'
import { mount } from '../mount.ts'
import { llms } from './llms.ts'
import { page, pagePolicy } from './page.ts'

/** What this server is told of: the document, and the same for people and for language models. Made when it is first asked for. */
export function mountDocs(app: FastifyInstance, { options }: Floor): void {
  let made: { readonly document: OpenApi; readonly json: string } | null = null
  let last = { origin: '', page: '' }

  function told() {
    if (made) return made
    const document = openApi({ version: options.app.split(' ').at(-1) ?? options.app })
    made = { document, json: JSON.stringify(document) }
    return made
  }

  mount(app, operations.openApi, async (_, { reply }) => reply.type('application/json').send(told().json))
  mount(app, operations.docs, async (_, { request, reply }) => {
    const origin = originOf(request)
    if (last.origin !== origin) last = { origin, page: page(told().document, origin) }
    return reply.header('content-security-policy', pagePolicy).type('text/html; charset=utf-8').send(last.page)
  })
  mount(app, operations.llms, async (_, { request, reply }) =>
    reply.type('text/plain; charset=utf-8').send(llms(told().document, originOf(request))),
  )
}

/** As whoever asks reaches it: the door has looked at the host. */
const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`
