import { access } from './operations/access.ts'
import { catalogue } from './operations/catalogue.ts'
import { compatible } from './operations/compatible.ts'
import { debates } from './operations/debates.ts'
import { mcp } from './operations/mcp.ts'
import { server } from './operations/server.ts'
import { sharing } from './operations/sharing.ts'
import { steering } from './operations/steering.ts'
import { streams } from './operations/streams.ts'
import { webhooks } from './operations/webhooks.ts'

/** Everything that can be asked of a server, by operation id. */
export const operations = {
  ...debates,
  ...steering,
  ...sharing,
  ...catalogue,
  ...access,
  ...webhooks,
  ...streams,
  ...compatible,
  ...mcp,
  ...server,
}
export type Operations = typeof operations
export type OperationId = keyof Operations
