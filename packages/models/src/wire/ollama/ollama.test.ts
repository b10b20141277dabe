import { describe, expect, it } from 'vitest'
import { sse } from '../../http/testing/loopback.ts'
import { jsonLines } from '../framing.ts'
import { key, trials } from '../trial.ts'
import { type Dialect, wireContract } from '../wire-contract.ts'
import { ollama } from './ollama.ts'

const head = { model: 'model-1-0226', created_at: '2026-11-23T12:00:00.000000Z' }
const line = (rest: object) => `${JSON.stringify({ ...head, ...rest })}\n`
const message = (rest: object) => line({ message: { role: 'assistant', content: '', ...rest }, done: false })
const counts = (output: number) => ({ total_duration: 9, prompt_eval_count: 20, eval_count: output })

const dialect: Dialect = {
  framing: jsonLines,
  request: (stream) => ({ path: '/api/chat', body: { stream } }),
  open: message({}),
  say: (content) => message({ content }),
  think: (thinking) => message({ thinking }),
  refuses: false,
  finish: (reason) => line({ message: { role: 'assistant', content: '' }, done: true, done_reason: reason }),
  bill: (output) => line(counts(output)),
  cached: 0,
  end: '',
  ping: message({}),
  error: `${JSON.stringify({ error: 'server busy, please try again.  maximum pending requests exceeded' })}\n`,
  whole: (content) => ({ ...head, message: { role: 'assistant', content }, done: true, done_reason: 'stop', ...counts(9) }),
}

wireContract('ollama', ollama, dialect)

describe('a chat request to Ollama', () => {
  it.each([
    ['', '/api/chat'],
    ['/v1', '/api/chat'],
    ['/api', '/api/chat'],
    ['/behind/a/proxy', '/behind/a/proxy/api/chat'],
  ])('to a base URL with the path "%s" goes to %s, with its key where there is one', async (path, expected) => {
    const trial = trials((deployment, ports) => ollama({ ...deployment, baseUrl: deployment.baseUrl + path }, ports))
    const { ask, vendor } = await trial((response) => sse(response, []))
    await ask()
    expect(vendor.received[0]).toMatchObject({ path: expected, headers: { authorization: `Bearer ${key}` } })
  })
})
