import type { FailureKind } from '@quorum/debate'
import { describe, expect, it } from 'vitest'
import { patience } from './patience.ts'

/** A clock moved by hand. Timers that are due run in order, and those they set too. */
function handClock() {
  let time = 0
  const timers = new Map<number, { at: number; run: () => void }>()
  let id = 0
  return {
    now: () => time,
    after(ms: number, run: () => void) {
      const mine = ++id
      timers.set(mine, { at: time + Math.max(1, ms), run })
      return () => void timers.delete(mine)
    },
    jump(ms: number) {
      time += ms
    },
    go(ms: number) {
      const end = time + ms
      for (;;) {
        const next = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
        if (!next) break
        timers.delete(next[0])
        time = Math.max(time, next[1].at)
        next[1].run()
      }
      time = Math.max(time, end)
    },
    pending: () => timers.size,
  }
}

function watched(deadline: number | null = null) {
  const clock = handClock()
  const ends: FailureKind[] = []
  const watch = patience({ clock, timeouts: { connect: 100, firstToken: 1000, idle: 300 }, deadline }, (kind) => {
    watch.stop()
    ends.push(kind)
  })
  return { clock, ends, watch }
}

describe('patience', () => {
  it('ends with the kind of the phase it is in', () => {
    const connecting = watched()
    connecting.clock.go(110)
    expect(connecting.ends).toEqual(['timeout-connect'])
    const waiting = watched()
    waiting.watch.enter('waiting')
    waiting.clock.go(900)
    expect(waiting.ends).toEqual([])
    waiting.clock.go(110)
    expect(waiting.ends).toEqual(['timeout-first-token'])
    const speaking = watched()
    speaking.watch.enter('speaking')
    speaking.clock.go(310)
    expect(speaking.ends).toEqual(['stalled'])
  })

  it('starts anew with every word, without a timer for each', () => {
    const { clock, ends, watch } = watched()
    watch.enter('speaking')
    for (let words = 0; words < 20; words++) {
      clock.go(250)
      watch.enter('speaking')
      expect(clock.pending()).toBe(1)
    }
    expect(ends).toEqual([])
    clock.go(310)
    expect(ends).toEqual(['stalled'])
  })

  it('closes within its grace, whatever still comes', () => {
    const { clock, ends, watch } = watched()
    watch.enter('closing')
    clock.go(600)
    watch.enter('speaking')
    watch.extend()
    clock.go(410)
    expect(ends).toEqual(['cut'])
  })

  it('never outlasts the deadline', () => {
    const { clock, ends, watch } = watched(400)
    watch.enter('waiting')
    watch.extend()
    clock.go(410)
    expect(ends).toEqual(['deadline'])
  })

  it('gives what waits in the socket a chance after the process was frozen', () => {
    const { clock, ends, watch } = watched()
    watch.enter('speaking')
    clock.jump(60_000)
    clock.go(0)
    expect(ends).toEqual([])
    watch.enter('speaking')
    clock.go(100)
    expect(ends).toEqual([])
  })
})
