import { describe, expect, it } from 'vitest'
import { networkFault } from './network-fault.ts'

const failed = (code: string, cause?: unknown) => Object.assign(new Error(`failed with ${code}`, { cause }), { code })

describe('an error of the connection', () => {
  it.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['EMFILE', 'resources'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['EPROTO', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout-connect'],
    ['ETIMEDOUT', 'timeout-connect'],
    ['ECONNREFUSED', 'connect'],
    ['UND_ERR_PRX_CONN', 'connect'],
    ['HPE_INVALID_CONSTANT', 'protocol'],
  ])('%s is %s', (code, kind) => {
    expect(networkFault(failed(code), false).kind).toBe(kind)
    expect(networkFault(failed('UND_ERR_SOCKET', failed(code)), true).kind).toBe(kind)
  })

  it('of several addresses is that of the tries', () => {
    expect(networkFault(new AggregateError([failed('ECONNREFUSED'), failed('ECONNREFUSED')]), false).kind).toBe('connect')
  })

  it('that says nothing is a failure to connect before the start, and a cut after it', () => {
    expect(networkFault(failed('ECONNRESET'), false).kind).toBe('connect')
    expect(networkFault(failed('ECONNRESET'), true).kind).toBe('cut')
    expect(networkFault('odd', true)).toMatchObject({ kind: 'cut', reason: expect.stringContaining('odd') })
  })
})
