/**
 * The page in Chromium while nine seats say fifty words a second each, and with a debate of some five hundred turns open. Beside the first,
 * in the same run, what this browser can do at best: one thing that moves, and as many words appended as plain text. Needs Chromium and less
 * than two minutes.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { held, openBrowser, type Painted, painted, shownAfter } from './rig/browser.ts'
import { startChild } from './rig/child.ts'
import { figuresOf } from './rig/figures.ts'
import { print, type Row } from './rig/report.ts'
import type { tasks as pageTasks } from './rig/served-page.ts'

const runs = 3
const seconds = 5
const server = startChild<typeof pageTasks>('./served-page.ts')
const urls = await server.ask('urls')
const browser = await openBrowser()
const opened = async (url: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  await page.goto(url)
  return page
}

async function floor(path: string): Promise<Painted> {
  const page = await opened(urls.floor + path)
  const seen = await painted(page, seconds)
  await page.close()
  return seen
}

/** Fails unless what is said still grows. */
async function goesOn(page: Page): Promise<void> {
  const said = () => page.locator('.cell-tail, .said .markdown').allTextContents()
  const before = (await said()).join()
  for (const until = Date.now() + 2000; (await said()).join() === before; await sleep(50))
    if (Date.now() > until) throw new Error('Nobody spoke any more while it was measured.')
}

type Streamed = Painted & { readonly typedMs: readonly number[] }

/** The page while all speak; and then how long a letter takes to be seen in what a person writes meanwhile. */
async function streamed(view: string): Promise<Streamed> {
  const id = await server.ask('speak', seconds + 10)
  const page = await opened(`${urls.page}/debates/${id}?view=${view}`)
  await page
    .locator(view === 'grid' ? '.cell-tail:has-text("ee")' : '.said .markdown')
    .first()
    .waitFor()
  const seen = await painted(page, seconds)
  await page.getByRole('button', { name: 'Say something' }).click()
  const field = page.getByLabel('Your words')
  await field.waitFor()
  const typedMs: number[] = []
  for (const letter of 'unheard of')
    typedMs.push(await shownAfter(page, 'document.querySelector("textarea").value', () => field.press(letter === ' ' ? 'Space' : letter)))
  await goesOn(page)
  await page.close()
  await server.ask('hush', id)
  return { ...seen, typedMs }
}

const floors: { readonly moving: Painted; readonly plain: Painted }[] = []
const views = { grid: [] as Streamed[], focus: [] as Streamed[] }
for (let run = 0; run < runs; run++) {
  floors.push({ moving: await floor('/moving'), plain: await floor('/plain') })
  views.grid.push(await streamed('grid'))
  views.focus.push(await streamed('focus'))
}

const rowsOf = (what: string, seen: readonly Painted[], note = ''): Row[] => [
  { what: `${what}: frames/s`, figures: figuresOf(seen.map(({ framesPerSecond }) => framesPerSecond)), note },
  { what: '  main thread busy, %', figures: figuresOf(seen.map(({ busyPercent }) => busyPercent)) },
]

const { id, turns } = await server.ask('long')
const long: Record<string, number[]> = {}
const note = (what: string, ms: number): void => {
  long[what] = [...(long[what] ?? []), ms]
}
const first = (selector: string) => `document.querySelector(${JSON.stringify(selector)})`
const kept: { elements: number; heapMiB: number }[] = []
for (let run = 0; run < runs; run++) {
  const page = await opened(`${urls.page}/debates`)
  await page.locator('.history-row').first().waitFor()
  note('opened from the list', await shownAfter(page, first('.verdict'), () => page.locator(`a[href*="${id}"]`).first().click()))
  // All of them: the first rounds are drawn before the others.
  await page
    .locator('.cell')
    .nth(turns - 1)
    .waitFor({ state: 'attached' })
  kept.push(await held(page))
  const tab = (name: string) => () => page.getByRole('tab', { name, exact: true }).click()
  note('one turn, by a click', await shownAfter(page, first('.dialog .said'), () => page.locator('.cell').first().click()))
  for (const key of ['j', 'j', 'k'])
    note('the next and the one before, by j and k', await shownAfter(page, first('.dialog .said'), () => page.keyboard.press(key)))
  await page.keyboard.press('Escape')
  await page.locator('.dialog').waitFor({ state: 'detached' })
  note('one by one', await shownAfter(page, first('.focus-turn'), tab('One by one')))
  note('in order', await shownAfter(page, first('.timeline-turn'), tab('In order')))
  note('overview', await shownAfter(page, first('.cell'), tab('Overview')))
  note('the palette, by Ctrl-K', await shownAfter(page, first('.palette, [role=option]'), () => page.keyboard.press('Control+k')))
  await page.close()
}
await browser.close()
await server.ask('end')
await server.close()

print({
  name: 'page',
  says: 'nine seats, fifty words a second each; aims: 50 frames/s, 65 % busy, 100 ms to what a click leads to',
  rows: [
    ...rowsOf(
      'one thing that moves',
      floors.map(({ moving }) => moving),
      'at best',
    ),
    ...rowsOf(
      'nine <pre>, the same words appended',
      floors.map(({ plain }) => plain),
      'at best',
    ),
    ...rowsOf('overview', views.grid),
    { what: '  a letter of an interjection, ms', figures: figuresOf(views.grid.flatMap(({ typedMs }) => typedMs)) },
    ...rowsOf('one by one', views.focus, 'Markdown'),
    { what: '  a letter of an interjection, ms', figures: figuresOf(views.focus.flatMap(({ typedMs }) => typedMs)) },
    { what: `${turns} turns: elements`, figures: figuresOf(kept.map(({ elements }) => elements)) },
    { what: '  heap, MiB', figures: figuresOf(kept.map(({ heapMiB }) => heapMiB)) },
    ...Object.entries(long).map(([what, ms]) => ({ what: `  ${what}, ms`, figures: figuresOf(ms) })),
  ],
})
