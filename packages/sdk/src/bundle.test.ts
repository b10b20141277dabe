import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'

test('the client is a bundle for browsers: nothing of Node in it, and small', async () => {
  const input = fileURLToPath(new URL('client/client.ts', import.meta.url))
  const bundle = await rolldown({ input, platform: 'browser' })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  const [{ imports, code }] = output
  expect(imports).toEqual([])
  expect(code).not.toMatch(/["']node:|\bprocess\.|\bBuffer\b/)
  expect(gzipSync(code).length).toBeLessThan(60_000)
})
