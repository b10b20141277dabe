import { z } from 'zod'
import { agUiInput, uiChatInput } from '../bodies/streams.ts'
import { operation } from '../operation.ts'
import { byId } from './debates.ts'

const stream = (description: string) => ({ status: 200, description, body: null, type: 'text/event-stream' }) as const

export const streams = {
  runAgUi: operation({
    method: 'POST',
    path: '/api/v1/ag-ui',
    tag: 'streams',
    summary: 'Start a debate from an AG-UI client',
    description:
      'Body: `RunAgentInput`. The last user message is the question, earlier ones are context; `forwardedProps.quorum` may hold what a debate takes besides. The header `x-quorum-debate` of the answer is the debate: it goes on when the client leaves.',
    scope: 'run',
    body: agUiInput,
    example: {
      threadId: 't1',
      runId: 'r1',
      messages: [{ id: '1', role: 'user', content: 'Tabs or spaces?' }],
      tools: [],
      context: [],
      state: {},
      forwardedProps: {},
    },
    starts: true,
    idempotent: true,
    success: stream('AG-UI events.'),
    problems: [402, 410, 507],
  }),
  watchAgUi: operation({
    method: 'GET',
    path: '/api/v1/debates/{id}/ag-ui',
    tag: 'streams',
    summary: 'A debate as AG-UI events',
    scope: 'read',
    params: byId,
    success: stream('AG-UI events.'),
    problems: [404, 410],
  }),
  startUiChat: operation({
    method: 'POST',
    path: '/api/v1/ui-chat',
    tag: 'streams',
    summary: 'Start a debate from the AI SDK (`useChat`)',
    description:
      'Body: what `DefaultChatTransport` sends; `quorum` may hold what a debate takes besides its question. The answer is a UI message stream (v1). The header `x-quorum-debate` is the debate: it goes on when the client leaves.',
    scope: 'run',
    body: uiChatInput,
    example: {
      id: 'chat-1',
      messages: [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Tabs or spaces?' }] }],
      trigger: 'submit-message',
    },
    starts: true,
    idempotent: true,
    success: stream('UI message stream parts.'),
    problems: [402, 410, 507],
  }),
  resumeUiChat: operation({
    method: 'GET',
    path: '/api/v1/ui-chat/{chatId}/stream',
    tag: 'streams',
    summary: 'Go on reading a chat whose debate is under way',
    description: 'Where `DefaultChatTransport` reconnects to. The stream begins anew, and takes the place of what was read.',
    scope: 'read',
    params: z.object({ chatId: z.string() }),
    success: { ...stream('UI message stream parts.'), nothing: 'No debate of the chat is under way.' },
    problems: [404, 410],
  }),
  watchUiChat: operation({
    method: 'GET',
    path: '/api/v1/debates/{id}/ui-stream',
    tag: 'streams',
    summary: 'A debate as an AI SDK UI message stream',
    scope: 'read',
    params: byId,
    success: { ...stream('UI message stream parts.'), nothing: 'No debate of the chat is under way.' },
    problems: [404, 410],
  }),
}
