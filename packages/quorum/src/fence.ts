import { createHmac } from 'node:crypto'
import type { Fence } from '@quorum/debate'

/** HMAC-SHA-256 of the label under the debate's secret, cut to 64 bits; drawn once, as every prompt shows the same fences again. */
export function fenceOf(secret: string): Fence {
  const drawn = new Map<string, string>()
  return (label) => {
    const fence = drawn.get(label) ?? `q-${createHmac('sha256', secret).update(label).digest('hex').slice(0, 16)}`
    drawn.set(label, fence)
    return fence
  }
}
