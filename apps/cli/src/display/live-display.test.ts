import { Writable } from 'node:stream'
import type { WriteStream } from 'node:tty'
import colours from 'picocolors'
import { expect, it } from 'vitest'
import { asks, begun, recorded, says } from '../testing/recorded.ts'
import { liveDisplay } from './live-display.ts'

/** A terminal that keeps everything that was ever written to it. */
function terminal() {
  let text = ''
  const stream = new Writable({
    write(chunk, _, done) {
      text += chunk
      done()
    },
  })
  Object.assign(stream, { isTTY: true, columns: 60, rows: 20 })
  const display = liveDisplay(
    stream as unknown as WriteStream,
    () => ({ columns: 60, paint: colours.createColors(false) }),
    () => '',
  )
  return { display, written: () => text }
}

it('prints what was said once, however often the lines below it change', () => {
  const { display, written } = terminal()
  for (const event of recorded([
    ...begun,
    asks('0.0'),
    asks('0.1'),
    says('0.0', 'yes', 'Since it is so.'),
    says('0.1', 'no', 'It is not.'),
  ]))
    display.take(event)
  display.note('A word from the side.')
  display.close()
  display.close()
  const text = written()
  for (const words of ['Is it so?', 'Since it is so.', 'It is not.', 'A word from the side.', 'Round 0'])
    expect(text.split(words).length - 1, words).toBe(1)
})

it('takes its lines away when it closes, and gives the cursor back', () => {
  const { display, written } = terminal()
  for (const event of recorded(begun)) display.take(event)
  const before = written()
  const height = before.slice(before.lastIndexOf('\u001b[?2026h')).split('\n').length - 1
  display.close()
  const after = written().slice(before.length)
  expect(after.split('\u001b[2K').length - 1).toBe(height + 1)
  expect(after.endsWith('\n')).toBe(true)
})
