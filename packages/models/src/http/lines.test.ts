import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestEvent } from './events.ts'
import { lineStream } from './lines.ts'

function lines(chunks: readonly Buffer[]) {
  const seen: string[] = []
  let giants = 0
  const stream = lineStream(
    ({ data }) => seen.push(data),
    () => giants++,
  )
  for (const chunk of chunks) stream.feed(chunk)
  stream.end()
  return { seen, giants }
}

describe('a stream of lines', () => {
  it('reads the same wherever its bytes are split', () => {
    const text = '\uFEFF{"a":"wörld"}\r\n\n  \n{"b":"🎉"}\n{"c":1}'
    const bytes = Buffer.from(text)
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(bytes.length)), (cuts) => {
        const borders = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
        const chunks = borders.slice(1).map((border, at) => bytes.subarray(borders[at], border))
        expect(lines(chunks)).toEqual({ seen: ['{"a":"wörld"}', '{"b":"🎉"}', '{"c":1}'], giants: 0 })
      }),
    )
  })

  it('tells of a line without end', () => {
    const { seen, giants } = lines([Buffer.alloc(longestEvent, 'x'), Buffer.from('x')])
    expect(seen).toEqual([])
    expect(giants).toBeGreaterThan(0)
  })
})
