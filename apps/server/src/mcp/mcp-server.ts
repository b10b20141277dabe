import { McpServer } from '@modelcontextprotocol/server'
import type { Desk } from './desk.ts'
import { offerDebates } from './resources.ts'
import { offerTasks } from './tasks.ts'
import { offerTools } from './tools.ts'
import { onUpdates } from './updates.ts'

const instructions =
  'Quorum asks a panel of language models one question, lets them debate it, and gives a verdict with its confidence and the dissent. Use `debate` where a second opinion matters; put everything that the panel has to know into `context`. Tell the user what the panel disagrees on, and never present a simulated verdict as an opinion.'

/** What one client is offered. It can subscribe to debates; who tells it of updates depends on the kind of connection. */
export function mcpServer(desk: Desk): McpServer {
  const [name = 'quorum', version = '0'] = desk.app.split(' ')
  const server = new McpServer(
    { name, title: 'Quorum', version },
    { instructions, capabilities: { resources: { subscribe: true, listChanged: false }, tools: { listChanged: false } } },
  )
  offerTools(server, desk)
  offerDebates(server, desk)
  return server
}

/**
 * The same for a connection that lasts. Clients of 2025 subscribe to one resource after the other; later ones name theirs to the transport,
 * which lets through what they asked for.
 */
export function lastingServer(desk: Desk, era: 'legacy' | 'modern'): McpServer {
  const server = mcpServer(desk)
  if (era === 'legacy') offerTasks(server, desk)
  const subscribed = new Set<string>()
  server.server.setRequestHandler('resources/subscribe', ({ params }) => {
    if (subscribed.size < mostSubscribed) subscribed.add(params.uri)
    return {}
  })
  server.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
    subscribed.delete(params.uri)
    return {}
  })
  server.server.onclose = onUpdates(desk.room, (uri, tenant) => {
    if (tenant !== desk.visitor.tenant || (era === 'legacy' && !subscribed.has(uri))) return
    server.server.sendResourceUpdated({ uri }).catch((err: unknown) => desk.log.debug({ err }, 'an update did not arrive'))
  })
  return server
}

const mostSubscribed = 1000
