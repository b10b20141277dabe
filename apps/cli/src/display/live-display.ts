import type { WriteStream } from 'node:tty'
import { createLogUpdate } from 'log-update'
import type { Display } from './display.ts'
import { frame } from './frame.ts'
import { printed } from './scroll.ts'
import type { Sheet } from './sheet.ts'
import { emptyStage, onStage } from './stage.ts'
import { wrap } from './wrap.ts'

/** Milliseconds between two pictures: often enough to look alive, seldom enough to stay calm. */
const pictureMs = 100

/** A terminal's view: what was said goes into the scrollback once, below it a few lines that change. */
export function liveDisplay(stream: WriteStream, sheetNow: () => Sheet, hint: () => string): Display {
  const screen = createLogUpdate(stream)
  let stage = emptyStage
  let over = false
  const draw = () => {
    const lines = frame(stage, { ...sheetNow(), rows: stream.rows || 24, now: Date.now(), hint: hint() })
    if (!over && lines.length > 0) screen(lines.join('\n'))
  }
  const keep = (lines: readonly string[]) => {
    if (lines.length === 0) return
    screen.persist(lines.join('\n'))
    draw()
  }
  const pictures = setInterval(draw, pictureMs)
  return {
    take(event) {
      stage = onStage(stage, event, Date.now())
      if ('seq' in event) keep(printed(event, stage.debate, sheetNow()))
    },
    note: (text) => (over ? stream.write(`${text}\n`) : keep(['', ...wrap(text, sheetNow().columns)])),
    close() {
      if (over) return
      over = true
      clearInterval(pictures)
      screen.clear()
      screen.done()
      if (stage.debate.opened) stream.write('\n')
    },
    get debate() {
      return stage.debate
    },
  }
}
