import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openPool } from './pool.ts'
import { isPublicAddress, publicLookup } from './public-address.ts'

describe('an address', () => {
  it.each([
    '1.1.1.1',
    '104.18.6.192',
    '172.15.0.1',
    '172.32.0.1',
    '223.255.255.254',
    '2606:4700::6812:6c0',
    '2a00:1450:4001::1',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  it.each([
    ['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.100.100.200'],
    ['168.63.129.16', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '240.0.0.1'],
    ['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1'],
    ['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1', '2001:db8::1', '100::1'],
    ['localhost', '', '127.1', '0x7f000001', '2130706433', '1.1.1.1 '],
  ])('%s and its like are not', (...addresses) => {
    for (const address of addresses) expect([address, isPublicAddress(address)]).toEqual([address, false])
  })
})

describe('a lookup of public names', () => {
  const lookup = (addresses: readonly string[], all: boolean) =>
    new Promise((resolve, reject) => {
      const resolved = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      publicLookup(() => Promise.resolve(resolved))('host', { all }, (error, found) => (error ? reject(error) : resolve(found)))
    })

  it('hands on the very addresses that it looked at', async () => {
    expect(await lookup(['1.1.1.1', '2606:4700::1'], true)).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ])
    expect(await lookup(['1.1.1.1'], false)).toBe('1.1.1.1')
  })

  it('fails where one address of several is not public, or there is none', async () => {
    await expect(lookup(['1.1.1.1', '127.0.0.1'], true)).rejects.toThrow('not a public')
    await expect(lookup([], true)).rejects.toThrow('not a public')
  })

  it('fails as the resolver does', async () => {
    const failing = new Promise((resolve, reject) => {
      publicLookup(() => Promise.reject(new Error('no such name')))('host', { all: true }, (error, found) =>
        error ? reject(error) : resolve(found),
      )
    })
    await expect(failing).rejects.toThrow('no such name')
  })
})

describe('a pool for public endpoints', () => {
  it('opens no connection to any other, by name, by address or without TLS', async () => {
    let connections = 0
    const server = createServer(() => connections++)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const pool = openPool({ publicOnly: true })
    for (const origin of [
      `https://127.0.0.1:${port}`,
      `https://localhost:${port}`,
      `https://[::ffff:7f00:1]:${port}`,
      `https://0x7f.1:${port}`,
    ]) {
      const request = pool.request({ origin: new URL(origin).origin, path: '/', method: 'POST' })
      await expect(request).rejects.toThrow('not a public https endpoint')
    }
    await expect(pool.request({ origin: 'http://1.1.1.1', path: '/', method: 'POST' })).rejects.toThrow('not a public https endpoint')
    expect(connections).toBe(0)
    await pool.close()
    server.close()
  })
})
