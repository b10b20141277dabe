export { configured } from './configured.ts'
export { openServer, type Server, type ServerOptions } from './open-server.ts'
export { type Serving, serve } from './serve.ts'
