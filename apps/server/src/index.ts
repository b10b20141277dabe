export { openServer, type Server, type ServerOptions } from './open-server.ts'
