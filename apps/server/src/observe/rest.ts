import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (how: { readonly type: 'major'; readonly execution: 'sync'; readonly flavor: 'last-resort' }) => void

/** Milliseconds between looks, and the share of them in which a process that rests may have been at work. */
const everyMs = 15_000
const atRest = 0.01
/** How much larger than after the last time the heap has to be. */
const grown = 1.5

/**
 * Gives memory back whenever the process has done nothing for a while: V8 keeps a young generation at the size that it had under load, some
 * 100 MB after a thousand debates. Takes a tenth of a second each time, and then not before there was work again. Answers how to stop.
 */
export function giveBackAtRest(): () => void {
  let before = performance.eventLoopUtilization()
  let after = process.memoryUsage().heapTotal
  const timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(before)
    before = performance.eventLoopUtilization()
    if (utilization > atRest || process.memoryUsage().heapTotal < grown * after) return
    giveBack()
    after = process.memoryUsage().heapTotal
  }, everyMs).unref()
  return () => clearInterval(timer)
}

/** Collects everything that is not needed, and shrinks the heap to what is. */
export function giveBack(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
