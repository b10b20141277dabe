import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { DebateOutput } from '../debate-told.ts'

export type Era = 'legacy' | 'auto'

/** The official client, connected to a server over HTTP. `legacy`: the revisions of 2025, `auto`: the newest that both know. */
export async function clientAt(url: string, era: Era, headers: Record<string, string> = {}): Promise<Client> {
  const client = clientOf(era)
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: { headers } }))
  return client
}

export const clientOf = (era: Era): Client => new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: era } })

/** The debate that a tool answered. */
export const debateIn = ({ structuredContent }: CallToolResult): DebateOutput => structuredContent as DebateOutput

export const wordsIn = ({ content }: CallToolResult): string => content.map((part) => (part.type === 'text' ? part.text : '')).join('\n')

/** Models that agree at once, and such as never answer. */
export const agreed = ['sim/ada+answer=yes', 'sim/bob+answer=yes']
export const silent = ['sim/ada+fault=silent', 'sim/bob+fault=silent']

let number = 0
/** Arguments of a call that no other call has. */
export const ask = (panel: readonly string[], rest: object = {}) => ({
  question: `Is number ${number++} a sandwich?`,
  options: ['yes', 'no'],
  protocol: 'vote',
  panel,
  ...rest,
})
