import { expect, test } from 'vitest'
import { virtualClock } from '../testing/index.ts'
import { LiveText } from './live-text.ts'

function listened(watched = () => true) {
  const clock = virtualClock()
  const frames: unknown[] = []
  const live = new LiveText('0.0', {
    clock,
    watched,
    publish: ({ kind, attempt, offset, text }) => frames.push([kind, attempt, offset, text]),
  })
  const say = (text: string, attempt = 1, kind: 'text' | 'reasoning' = 'text') => live.take({ kind, text, attempt })
  return { clock, frames, live, say }
}

test('Words are gathered for 40 ms and passed on behind those before', async () => {
  const { clock, frames, say } = listened()
  say('One ')
  say('two ')
  await clock.advance(39)
  expect(frames).toEqual([])
  await clock.advance(1)
  say('three')
  await clock.advance(40)
  expect(frames).toEqual([
    ['text', 1, 0, 'One two '],
    ['text', 1, 8, 'three'],
  ])
})

test('Thinking and speaking are counted apart', async () => {
  const { clock, frames, say } = listened()
  say('hm', 1, 'reasoning')
  say('So.')
  await clock.advance(40)
  expect(frames).toEqual([
    ['reasoning', 1, 0, 'hm'],
    ['text', 1, 0, 'So.'],
  ])
})

test('A new attempt starts from nothing, and the old one is heard no more', async () => {
  const { clock, frames, say } = listened()
  say('old words')
  await clock.advance(40)
  say('unsent')
  say('new', 2)
  say('late', 1)
  await clock.advance(40)
  expect(frames).toEqual([
    ['text', 1, 0, 'old words'],
    ['text', 2, 0, 'new'],
  ])
})

test('Without anybody who watches nothing is passed on, and who comes first gets it all', async () => {
  let watched = false
  const { clock, frames, live, say } = listened(() => watched)
  say('One ')
  await clock.advance(1000)
  live.flush()
  expect([frames, clock.pending()]).toEqual([[], 0])
  watched = true
  say('two')
  await clock.advance(40)
  expect(frames).toEqual([['text', 1, 0, 'One two']])
})

test('Once closed nothing is passed on', async () => {
  const { clock, frames, live, say } = listened()
  say('One')
  live.close()
  await clock.advance(1000)
  expect(frames).toEqual([])
})
