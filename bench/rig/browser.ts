import process from 'node:process'
import { chromium, type Page } from 'playwright-core'

/** What the main thread of a page did over a while. */
export type Painted = { readonly framesPerSecond: number; readonly busyPercent: number }

/** Frames that the browser painted in `seconds`, and the share of them in which the main thread was at work. */
export async function painted(page: Page, seconds: number): Promise<Painted> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const metrics = async () => new Map((await session.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]))
  const before = await metrics()
  const framesPerSecond = await page.evaluate<number>(`(${counting})(${seconds})`)
  const after = await metrics()
  await session.detach()
  const passed = (name: string) => (after.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN)
  return { framesPerSecond, busyPercent: (100 * passed('TaskDuration')) / passed('Timestamp') }
}

const counting = `(seconds) => new Promise((resolve) => {
  let frames = 0
  const began = performance.now()
  const next = (at) => {
    frames += 1
    if (at - began < seconds * 1000) requestAnimationFrame(next)
    else resolve((frames * 1000) / (performance.now() - began))
  }
  requestAnimationFrame(next)
})`

const limitMs = 10_000

/**
 * Milliseconds from a click or a key to the end of the frame that shows what it leads to. `sight` is an expression in the page, an element or
 * a text: it leads to the moment from which that is there and is another one than before.
 */
export async function shownAfter(page: Page, sight: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`(${watching})(() => ${sight})`)
  await act()
  const ms = await page.evaluate<number | null>('window.shownAfter')
  if (ms === null) throw new Error(`Nothing new was shown within ${limitMs / 1000} s: ${sight}`)
  return ms
}

const watching = `(sight) => {
  const before = sight()
  window.shownAfter = new Promise((resolve) => {
    setTimeout(() => resolve(null), ${limitMs})
    const begun = ({ timeStamp }) => {
      const look = () => {
        if ((sight() ?? before) === before) return requestAnimationFrame(look)
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - timeStamp)
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
      for (const type of ['keydown', 'mousedown']) window.removeEventListener(type, begun, true)
    }
    for (const type of ['keydown', 'mousedown']) window.addEventListener(type, begun, true)
  })
}`

/** Elements of a page, and the memory of what its scripts hold once the rest is collected. */
export async function held(page: Page): Promise<{ readonly elements: number; readonly heapMiB: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return { elements: await page.evaluate<number>('document.querySelectorAll("*").length'), heapMiB: usedSize / 1024 / 1024 }
}

/** Debian's Chromium, or another one that is named in `QUORUM_CHROMIUM`. */
export const openBrowser = () =>
  chromium.launch({ executablePath: process.env.QUORUM_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
