import { z } from 'zod'
import { operation } from '../operation.ts'

const message = z.looseObject({}).describe('A JSON-RPC 2.0 message.')
const messages = z.union([message, z.array(message)])

export const mcp = {
  callMcp: operation({
    method: 'POST',
    path: '/mcp',
    tag: 'compatible',
    summary: 'Model Context Protocol: say something to the server',
    description:
      'Streamable HTTP, revisions up to 2026-07-28. Tools `debate`, `start_debate`, `get_debate`, `list_presets`; resources `quorum://debates/{id}`. A key of scope `read` reads; what opens a debate takes `run`.',
    scope: 'read',
    starts: true,
    body: messages,
    example: {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'example', version: '1' } },
    },
    success: {
      status: 200,
      description: 'The answer, with what is told of it before as a stream.',
      body: messages,
      also: ['text/event-stream'],
      accepted: 'A notification, or an answer to something that the server asked: there is nothing to say to it.',
    },
    problems: [404, 405, 406],
    dialect: 'mcp',
  }),
  hearMcp: operation({
    method: 'GET',
    path: '/mcp',
    tag: 'compatible',
    summary: 'Model Context Protocol: hear what the server says by itself',
    description: 'For sessions of the revisions of 2025, named by `Mcp-Session-Id`.',
    scope: 'read',
    success: { status: 200, description: 'JSON-RPC messages.', body: null, type: 'text/event-stream' },
    problems: [404, 405, 406, 409],
    dialect: 'mcp',
  }),
  endMcp: operation({
    method: 'DELETE',
    path: '/mcp',
    tag: 'compatible',
    summary: 'Model Context Protocol: end a session',
    scope: 'read',
    success: { status: 200, description: 'It has ended.', body: null },
    problems: [404, 405, 406],
    dialect: 'mcp',
  }),
}
