import { createHmac } from 'node:crypto'

/** The headers by which a receiver knows a message for genuine, fresh and not seen before (Standard Webhooks). `now` in milliseconds. */
export function signed(body: string, { id, secret, now }: { readonly id: string; readonly secret: string; readonly now: number }) {
  const timestamp = String(Math.floor(now / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
