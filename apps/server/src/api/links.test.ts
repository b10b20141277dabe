import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { openLinks } from './links.ts'

const never = (): never => expect.unreachable()

it('cuts the streams of a link that somebody else revoked, and no others', async () => {
  const good = new Set(['a', 'b'])
  const links = openLinks(async (link) => good.has(link), never, 2)
  const [one, other, kept] = [new PassThrough(), new PassThrough(), new PassThrough()]
  links.hold('a', one)
  links.hold('a', other)
  links.hold('b', kept)
  const cut = Promise.all([once(one, 'close'), once(other, 'close')])
  good.delete('a')
  await cut
  expect(kept.destroyed).toBe(false)
  kept.destroy()
})

it('looks again after a look that failed', async () => {
  const errors: unknown[] = []
  let looks = 0
  const links = openLinks(
    async () => {
      looks += 1
      if (looks === 1) throw new Error('busy')
      return false
    },
    (error) => errors.push(error),
    2,
  )
  const stream = new PassThrough()
  links.hold('a', stream)
  await once(stream, 'close')
  expect(errors).toEqual([new Error('busy')])
})

it('looks no more once nobody reads', async () => {
  let looks = 0
  const links = openLinks(
    async () => {
      looks += 1
      return true
    },
    never,
    2,
  )
  const [first, last] = [new PassThrough(), new PassThrough()]
  links.hold('a', first)
  links.hold('a', last)
  first.destroy()
  await once(first, 'close')
  const before = looks
  while (looks === before) await new Promise(setImmediate)
  last.destroy()
  await once(last, 'close')
  const after = looks
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(looks).toBe(after)
})

it('keeps nothing of who has left already', () => {
  const links = openLinks(async () => never(), never, 1)
  links.hold('a', new PassThrough().destroy())
  links.cut('a')
})
