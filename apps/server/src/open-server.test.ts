import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { promisify } from 'node:util'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openRig, type Rig } from './testing/rig.ts'

/** A client that says something and stays, whatever it hears. */
async function lingering({ url }: Rig, bytes: string): Promise<Socket> {
  const socket = createConnection({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => socket.destroy())
  await once(socket, 'connect')
  socket.write(bytes)
  socket.resume()
  return socket
}

it('closes though clients never send the rest of their requests', async () => {
  const rig = await openRig()
  const head = `POST /api/v1/debates HTTP/1.1\r\nhost: ${new URL(rig.url).host}\r\n`
  await lingering(rig, head)
  await lingering(rig, `${head}content-type: application/json\r\ncontent-length: 99\r\n\r\n{`)
  expect((await rig.ask('GET', '/healthz')).status).toBe(200)
  await rig.close()
})

it('is rid of who speaks no HTTP and stays', async () => {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  const connections = promisify(rig.server.app.server.getConnections.bind(rig.server.app.server))
  const [answer] = await once(await lingering(rig, 'NOT HTTP\r\n\r\n'), 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
  await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 4000 })
})
