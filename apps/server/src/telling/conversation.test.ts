import { expect, it } from 'vitest'
import { conversationOf } from './conversation.ts'

it('asks what the user said last, and knows what was said before', () => {
  expect(
    conversationOf([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Tabs?' },
      { role: 'assistant', content: 'Yes.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'And' },
          { type: 'text', text: 'spaces?' },
        ],
      },
    ]),
  ).toEqual({
    question: 'And\n\nspaces?',
    context: [
      { role: 'user', text: 'Instructions: Be brief.' },
      { role: 'user', text: 'Tabs?' },
      { role: 'assistant', text: 'Yes.' },
    ],
  })
})

it('reads messages of the responses API and of the AI SDK', () => {
  const items = [
    { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'Be brief.' }] },
    { type: 'reasoning', summary: [] },
    { type: 'function_call', name: 'look', arguments: '{}', call_id: 'c' },
    { type: 'function_call_output', call_id: 'c', output: '42' },
    { role: 'assistant', content: [{ type: 'output_text', text: 'It is 42.', annotations: [] }] },
    { role: 'user', content: [{ type: 'input_text', text: 'Why?' }] },
  ]
  expect(conversationOf(items)).toEqual({
    question: 'Why?',
    context: [
      { role: 'user', text: 'Instructions: Be brief.' },
      { role: 'assistant', text: 'What a tool answered: 42' },
      { role: 'assistant', text: 'It is 42.' },
    ],
  })
  const parts = [{ type: 'step-start' }, { type: 'reasoning', text: 'hm' }, { type: 'text', text: 'Tabs?' }]
  expect(conversationOf([{ id: '1', role: 'user', parts }])).toEqual({ question: 'Tabs?', context: [] })
})

it('refuses what is no text, and a conversation in which nobody asks, and says what to do', () => {
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,' } }
  expect(() => conversationOf([{ role: 'user', content: [image] }])).toThrow('messages.0 holds "image_url": a debate reads text only')
  const file = { type: 'file', mediaType: 'image/png', url: 'data:' }
  expect(() => conversationOf([{ role: 'user', parts: [file] }])).toThrow('file (image/png)')
  expect(() => conversationOf([{ role: 'system', content: 'Be brief.' }])).toThrow('No message asks anything')
  expect(() => conversationOf([{ role: 'robot', content: 'hi' }])).toThrow('messages.0.role is "robot"')
  expect(() => conversationOf([{ role: 'user', content: 7 }])).toThrow('messages.0 cannot be read')
})
