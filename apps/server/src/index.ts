export { configured } from './configured.ts'
export { type ServingMcp, serveMcp } from './mcp/serve-mcp.ts'
export { openServer, type Server, type ServerOptions } from './open-server.ts'
export { type Serving, serve } from './serve.ts'
