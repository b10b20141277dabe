import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { foundIn } from '../problem-reply.ts'
import { type DebateInput, debateInput } from './debate-asked.ts'
import { debateOutput, debateTold } from './debate-told.ts'
import type { Desk } from './desk.ts'
import { heldDebate } from './held-debate.ts'
import { reporterOf } from './reporter.ts'
import { waitFor } from './wait-for.ts'

/** Seconds that `get_debate` waits at the most, so that no client gives up on it. */
const longestWait = 45

const opens = { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true }
const reads = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false }

const byId = z.strictObject({
  debate_id: z.string().min(1),
  wait_seconds: z.number().int().min(0).max(longestWait).optional().describe('Wait so long at the most for the debate to end.'),
})

const named = z.object({ name: z.string(), summary: z.string() })
const offers = z.object({
  presets: z.array(named),
  protocols: z.array(named),
  models: z.array(z.string()).describe('What `panel` can name; others of these providers, too.'),
})

/** What a client can do with debates. */
export function offerTools(server: McpServer, desk: Desk): void {
  const debating = server.registerTool(
    'debate',
    {
      title: 'Debate a question',
      description:
        'Asks a panel of several language models one question, lets them debate where they disagree, and answers with a verdict: how sure it is, who disagrees and why. For decisions, judgements and reviews where one opinion is not enough; not for what can be looked up. It takes from seconds to minutes and costs money. The same call within ten minutes joins the debate that is there.',
      inputSchema: debateInput,
      outputSchema: debateOutput,
      annotations: { title: 'Debate a question', ...opens },
    },
    (input, context) => answered(desk, () => debate(input, context, desk)),
  )
  // Clients of revisions that know no tasks overlook it.
  debating.execution = { taskSupport: 'optional' }
  server.registerTool(
    'start_debate',
    {
      title: 'Start a debate',
      description: 'The same as `debate`, and answers at once with its id: `get_debate` tells how it goes.',
      inputSchema: debateInput,
      outputSchema: debateOutput,
      annotations: { title: 'Start a debate', ...opens },
    },
    (input) =>
      answered(desk, async () => {
        const { debateId, leave } = await heldDebate('start_debate', input, desk)
        leave({ over: true })
        return told(debateId, desk)
      }),
  )
  server.registerTool(
    'get_debate',
    {
      title: 'Look at a debate',
      description: 'A debate as it is now, or as it is when it has ended, within `wait_seconds`.',
      inputSchema: byId,
      outputSchema: debateOutput,
      annotations: { title: 'Look at a debate', ...reads },
    },
    ({ debate_id: id, wait_seconds: wait = 0 }, context) =>
      answered(desk, async () => {
        if (wait > 0) await followed(id, context, desk, wait * 1000)
        return told(id, desk)
      }),
  )
  server.registerTool(
    'list_presets',
    {
      title: 'Ways to debate',
      description: 'Presets, protocols and models that `debate` can name.',
      outputSchema: offers,
      annotations: { title: 'Ways to debate', ...reads },
    },
    () => answered(desk, async () => offered(desk)),
  )
}

/** Runs a debate for as long as its client waits for it. Where it cannot be told how it goes, it is answered in time how to go on. */
async function debate(input: DebateInput, context: ServerContext, desk: Desk): Promise<CallToolResult> {
  const { debateId, leave } = await heldDebate('debate', input, desk)
  const gone = goneOf(context)
  try {
    const told = context.mcpReq._meta?.progressToken !== undefined
    await followed(debateId, context, desk, told ? null : desk.times.patienceMs)
  } finally {
    leave({ over: !gone.aborted })
  }
  return told(debateId, desk)
}

/** Waits for a debate, and reports to the client meanwhile. `ms`: how long at the most. */
async function followed(
  debateId: string,
  context: ServerContext,
  { room, visitor, draining, ...desk }: Desk,
  ms: number | null,
): Promise<void> {
  const reporter = reporterOf(context, { room, visitor, draining, ...desk })
  const signals = [goneOf(context), draining, ...(ms === null ? [] : [AbortSignal.timeout(ms)])]
  try {
    await waitFor(debateId, room.as(visitor), { signal: AbortSignal.any(signals), ...(reporter && { hear: reporter.hear }) })
  } finally {
    reporter?.stop()
  }
}

/** Fires when the client takes its call back, or has left. */
const goneOf = ({ mcpReq, http }: ServerContext): AbortSignal => AbortSignal.any([mcpReq.signal, ...(http?.req ? [http.req.signal] : [])])

const told = async (debateId: string, { room, visitor }: Desk): Promise<CallToolResult> => debateTold(await room.as(visitor).show(debateId))

function offered({ room, visitor }: Desk): CallToolResult {
  const quorum = room.as(visitor)
  const plain = ({ name, summary }: z.infer<typeof named>) => ({ name, summary })
  const data = {
    presets: quorum.presets.map(plain),
    protocols: quorum.protocols.map(plain),
    models: quorum.models.configured().flatMap(({ models }) => models),
  }
  const list = (title: string, all: readonly z.infer<typeof named>[]) => [
    `## ${title}`,
    ...all.map(({ name, summary }) => `- **${name}**: ${summary}`),
  ]
  const lines = [
    ...list('Presets', data.presets),
    '',
    ...list('Protocols', data.protocols),
    '',
    '## Models',
    ...data.models.map((name) => `- ${name}`),
  ]
  return { content: [{ type: 'text', text: lines.join('\n') }], structuredContent: data }
}

/** The result of a tool, which is waited for by who closes the connection. */
async function answered({ log, open }: Desk, run: () => Promise<CallToolResult>): Promise<CallToolResult> {
  const answer = resultOf(run, log)
  open.add(answer)
  try {
    return await answer
  } finally {
    open.delete(answer)
  }
}

/** What went wrong is a result, too, so that the model that called the tool reads the way out. */
async function resultOf(run: () => Promise<CallToolResult>, log: Desk['log']): Promise<CallToolResult> {
  try {
    return await run()
  } catch (error) {
    const { status, detail } = foundIn(error)
    if (status >= 500) log.error({ err: error }, 'a tool failed')
    return { content: [{ type: 'text', text: detail }], isError: true }
  }
}
