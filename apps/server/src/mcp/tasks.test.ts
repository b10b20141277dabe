import { type Client, specTypeSchemas } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRig, type Rig } from '../testing/rig.ts'
import { agreed, ask, clientAt, debateIn, silent } from './testing/client.ts'

const { CallToolResult, CancelTaskResult, CreateTaskResult, GetTaskResult, ListTasksResult } = specTypeSchemas

let rig: Rig
let client: Client
beforeAll(async () => {
  rig = await openRig()
  client = await clientAt(rig.url, 'legacy')
})
afterAll(async () => {
  await client?.close()
  await rig?.close()
})

const begin = async (args: object, name = 'debate') =>
  (await client.request({ method: 'tools/call', params: { name, arguments: args, task: { ttl: 60_000 } } }, CreateTaskResult)).task
const get = (taskId: string) => client.request({ method: 'tasks/get', params: { taskId } }, GetTaskResult)

it('says that a debate can be a task, and a client of later revisions hears nothing of it', async () => {
  expect(client.getServerCapabilities()).toMatchObject({ tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } } })
  const { tools } = await client.listTools()
  expect(tools.map(({ execution }) => execution?.taskSupport)).toEqual(['optional', undefined, undefined, undefined])
  const later = await clientAt(rig.url, 'auto')
  expect(later.getServerCapabilities()).not.toHaveProperty('tasks')
  await later.close()
})

it('begins a debate as a task, shows it, lists it, and gives its result once it is there', async () => {
  const { taskId, status, ttl } = await begin(ask(agreed))
  expect([status === 'working' || status === 'completed', ttl]).toEqual([true, null])
  const result = await client.request({ method: 'tasks/result', params: { taskId } }, CallToolResult)
  expect(debateIn(result)).toMatchObject({ debate_id: taskId, status: 'complete', answer: 'yes' })
  expect(result._meta).toMatchObject({ 'io.modelcontextprotocol/related-task': { taskId } })
  expect(await get(taskId)).toMatchObject({ taskId, status: 'completed' })
  const { tasks } = await client.request({ method: 'tasks/list', params: {} }, ListTasksResult)
  expect(tasks).toContainEqual(expect.objectContaining({ taskId, status: 'completed' }))
})

it('stops the debate of a task that is cancelled', async () => {
  const { taskId } = await begin(ask(silent))
  expect(await get(taskId)).toMatchObject({ status: 'working' })
  const cancelled = await client.request({ method: 'tasks/cancel', params: { taskId } }, CancelTaskResult)
  expect(cancelled).toMatchObject({ taskId, status: 'cancelled' })
  expect(await rig.room.show(taskId)).toMatchObject({ status: 'stopped' })
  await expect(client.request({ method: 'tasks/cancel', params: { taskId } }, CancelTaskResult)).rejects.toThrow('has ended')
})

it('refuses what is no task', async () => {
  await expect(begin({ debate_id: 'x' }, 'get_debate')).rejects.toThrow('get_debate is no task')
  await expect(begin({ question: '' })).rejects.toThrow('question')
  await expect(begin(ask(agreed, { preset: 'none such' }))).rejects.toThrow('no preset')
  await expect(get('none')).rejects.toThrow('There is no debate none')
})
