import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  RELATED_TASK_META_KEY,
  type Task,
  type Transport,
} from '@modelcontextprotocol/server'
import type { DebateView } from '@quorum/debate'
import { Problem } from '@quorum/quorum'
import { z } from 'zod'
import { debateInput } from './debate-asked.ts'
import { debateTold } from './debate-told.ts'
import type { Desk } from './desk.ts'
import { heldDebate } from './held-debate.ts'
import { waitFor } from './wait-for.ts'

/** Milliseconds after which it makes sense to look again. */
const pollInterval = 2000
/** Milliseconds that a stopped debate has to end before its task is answered. */
const stopMs = 5000
/** How many are listed at once. */
const page = 50

const taskCall = z.looseObject({ name: z.string(), arguments: z.unknown() })
const byTask = z.looseObject({ taskId: z.string() })
const byCursor = z.looseObject({ cursor: z.string().optional() })

/** The method by which a call of a tool comes that is to be a task. */
const asTask = 'quorum/call-as-task'

/**
 * Tasks of the revision 2025-11-25: `debate` called as one is answered at once, and the task is the debate, under its id. The SDK knows their
 * messages and answers none of them, so all of this is said here.
 */
export function offerTasks(server: McpServer, desk: Desk): void {
  const { room, visitor, draining } = desk
  const { server: rpc } = server
  const quorum = room.as(visitor)
  const show = async (taskId: string): Promise<DebateView> => told(() => quorum.show(taskId))

  rpc.registerCapabilities({ tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } } })
  rpc.setRequestHandler(asTask, { params: taskCall }, async ({ name, arguments: given }) => {
    if (name !== 'debate') throw new ProtocolError(ProtocolErrorCode.MethodNotFound, `${name} is no task: call it without one.`)
    const input = debateInput.safeParse(given)
    if (!input.success) throw new ProtocolError(ProtocolErrorCode.InvalidParams, z.prettifyError(input.error))
    const { debateId, leave } = await told(() => heldDebate('start_debate', input.data, desk))
    leave({ over: true })
    return { task: taskOf(await show(debateId)) }
  })
  rpc.setRequestHandler('tasks/get', { params: byTask }, async ({ taskId }) => taskOf(await show(taskId)))
  rpc.setRequestHandler('tasks/list', { params: byCursor }, async ({ cursor }) => {
    const { rows, next } = await quorum.list({ limit: page, ...(cursor !== undefined && { cursor }) })
    return { tasks: rows.map((row) => taskOf({ ...row, endedAt: row.endedAt ?? undefined })), ...(next !== null && { nextCursor: next }) }
  })
  rpc.setRequestHandler('tasks/result', { params: byTask }, async ({ taskId }, { mcpReq }) => {
    await show(taskId)
    await waitFor(taskId, quorum, { signal: AbortSignal.any([mcpReq.signal, draining]) })
    return { ...debateTold(await show(taskId)), _meta: { [RELATED_TASK_META_KEY]: { taskId } } }
  })
  rpc.setRequestHandler('tasks/cancel', { params: byTask }, async ({ taskId }) => {
    await told(() => quorum.send(taskId, { type: 'stop' }))
    await waitFor(taskId, quorum, { signal: AbortSignal.any([draining, AbortSignal.timeout(stopMs)]) })
    return { ...taskOf(await show(taskId)), status: 'cancelled' as const }
  })
}

/**
 * Gives calls of tools that are to be tasks a method of their own, because what the SDK lets out as the result of a call is never a task. For a
 * transport that is connected.
 */
export function takeTaskCalls(transport: Transport): void {
  const take = transport.onmessage
  transport.onmessage = (message, extra) =>
    take?.('method' in message && message.method === 'tools/call' && message.params?.task ? { ...message, method: asTask } : message, extra)
}

type Standing = Pick<DebateView, 'id' | 'status' | 'createdAt'> & { readonly endedAt?: string | undefined }

function taskOf({ id, status, createdAt, endedAt }: Standing): Task {
  const lastUpdatedAt = endedAt ?? new Date().toISOString()
  return { taskId: id, status: statuses[status] ?? 'working', statusMessage: status, ttl: null, createdAt, lastUpdatedAt, pollInterval }
}

/** One that is paused, or whose process died, can still go on. */
const statuses: Readonly<Record<string, Task['status']>> = {
  complete: 'completed',
  degraded: 'completed',
  stopped: 'cancelled',
  budget: 'failed',
  deadline: 'failed',
  'no-quorum': 'failed',
  failed: 'failed',
}

/** Problems as JSON-RPC tells them. */
async function told<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Problem) throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message)
    throw error
  }
}
