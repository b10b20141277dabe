/** Run as a process of its own: what answers the same bytes again and again, through `node:http` alone and through Fastify alone. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { serveTasks } from './child.ts'

let text = '{}'
const bare = createServer((_, response) => response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(text))
bare.listen(0, '127.0.0.1')
const app = fastify()
app.get('/*', async (_, reply) => reply.type('application/json; charset=utf-8').send(text))
const framed = await app.listen({ host: '127.0.0.1', port: 0 })

export const tasks = serveTasks({
  urls: () => ({ bare: `http://127.0.0.1:${(bare.address() as AddressInfo).port}`, framed }),
  say(given: string) {
    text = given
  },
})
