import type { Display } from './display.ts'
import { eventLine } from './event-line.ts'
import { clock } from './figures.ts'
import { emptyStage, onStage } from './stage.ts'

/** A line an event: for logs, pipes and terminals that cannot do more. */
export function logDisplay(write: (text: string) => void): Display {
  let stage = emptyStage
  let began = 0
  return {
    take(event) {
      if (!('seq' in event)) return
      stage = onStage(stage, event, 0)
      began ||= Date.parse(event.at)
      const line = eventLine(event, stage.debate)
      if (line !== null) write(`${clock(Date.parse(event.at) - began).padStart(5)}  ${line}\n`)
    },
    note: (text) => write(`${text}\n`),
    close() {
      if (began) write('\n')
      began = 0
    },
    get debate() {
      return stage.debate
    },
  }
}

/** Nothing but what somebody has to know. */
export function silentDisplay(write: (text: string) => void): Display {
  let stage = emptyStage
  return {
    take(event) {
      if ('seq' in event) stage = onStage(stage, event, 0)
    },
    note: (text) => write(`${text}\n`),
    close: () => undefined,
    get debate() {
      return stage.debate
    },
  }
}
