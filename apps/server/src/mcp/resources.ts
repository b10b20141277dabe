import { type McpServer, ProtocolError, ProtocolErrorCode, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server'
import { type DebateRow, exportDebate, Problem, type Quorum } from '@quorum/quorum'
import type { Desk } from './desk.ts'

const root = 'quorum://debates'
const markdown = { mimeType: 'text/markdown' } as const
/** How many debates are listed, the newest first. */
const listed = 50

/** Where a debate's transcript is. */
export const uriOf = (debateId: string): string => `${root}/${debateId}`

/** The debates of a client: a list of the newest, and each one's transcript. */
export function offerDebates(server: McpServer, { room, visitor }: Desk): void {
  const quorum = room.as(visitor)
  const newest = async (): Promise<readonly DebateRow[]> => (await quorum.list({ limit: listed })).rows

  server.registerResource(
    'debates',
    root,
    { title: 'Debates', description: `The newest ${listed} debates, one a line.`, ...markdown },
    async ({ href }) => ({
      contents: [{ uri: href, ...markdown, text: (await newest()).map(lineOf).join('\n') || 'There is no debate yet.' }],
    }),
  )
  server.registerResource(
    'debate',
    new ResourceTemplate(`${root}/{id}`, {
      list: async () => ({
        resources: (await newest()).map(({ id, title, status }) => ({ uri: uriOf(id), name: id, title, description: status, ...markdown })),
      }),
    }),
    { title: 'A debate', description: 'Everything that was said in a debate, and its verdict.', ...markdown },
    async ({ href }, { id }) => ({ contents: [{ uri: href, ...markdown, text: await transcript(String(id), href, quorum) }] }),
  )
}

const lineOf = ({ id, title, status, simulated, createdAt }: DebateRow): string =>
  `- [${title.replaceAll(/[[\]\n]/g, ' ')}](${uriOf(id)}) ${status}${simulated ? ', simulated' : ''}, ${createdAt}`

async function transcript(id: string, uri: string, quorum: Quorum): Promise<string> {
  try {
    return await exportDebate(quorum, id, 'md')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code === 'not-found') throw new ResourceNotFoundError(uri, error.message)
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message)
  }
}
