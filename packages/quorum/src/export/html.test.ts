import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DebateView, RecordedEvent } from '@quorum/debate'
import { modelCatalogue } from '@quorum/models'
import { memoryDisk, memoryStore } from '@quorum/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openQuorum } from '../open-quorum.ts'
import { emptyFolder } from '../testing/folder.ts'
import { openPage } from '../testing/paper.ts'
import { startVendor, type Vendor } from '../testing/vendor.ts'
import { exportDebate } from './export-debate.ts'
import { htmlOf } from './html.ts'
import { scenesOf } from './scenes.ts'

const hostile = '</script><!--<script>alert(1)</script><img src=x onerror=alert(2)>\u202e"\''
let vendor: Vendor
let view: DebateView
let events: RecordedEvent[]
let html: string
beforeAll(async () => {
  vendor = await startVendor()
  const panel = ['sim/ada+answer=yes', 'sim/bob+answer=no', 'sim-anthropic/cyd+answer=yes', 'sim/dan+fault=401']
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: vendor.url } })
  const quorum = openQuorum({ store: memoryStore(memoryDisk()), models, runner: 'cli', app: 'test' })
  const { id, ending } = await quorum.start({
    motion: { question: `Is it so? ${hostile}`, answer: 'yesno' },
    panel: panel.map((model, index) => ({ model, name: ['Ada', 'Bob', `Cyd ${hostile}`, 'Dan'][index] ?? '' })),
    protocol: { name: 'roundtable' },
  })
  await ending
  view = await quorum.show(id)
  events = await quorum.events(id)
  html = await exportDebate(quorum, id, 'html')
  await quorum.close()
})
afterAll(() => vendor?.close())

it('runs its own script and style alone, and fetches nothing', () => {
  const [policy = ''] = /default-src[^"]*/.exec(html) ?? []
  const hash = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const scripts = [...html.matchAll(/<script(?<kind>[^>]*)>(?<text>.*?)<\/script>/gs)].map(({ groups }) => groups)
  expect(scripts.map((script) => script?.kind)).toEqual([' type="application/json" id="data"', ' type="module"'])
  expect(policy).toBe(
    `default-src 'none'; script-src ${hash(scripts[1]?.text)}; style-src ${hash(/<style>(.*?)<\/style>/s.exec(html)?.[1])}; base-uri 'none'; form-action 'none'`,
  )
  const rest = html.replace(scripts[0]?.text ?? '', '')
  expect(rest).not.toMatch(
    /<[a-z][^>]*\s(?:src|href|style|on\w+)=|https?:|url\(|@import|innerHTML|insertAdjacentHTML|document\.write|\beval\b/,
  )
})

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))

it.skipIf(!browser)('draws itself in a real browser, by its own policy', () => {
  const folder = emptyFolder()
  const file = join(folder, 'debate.html')
  writeFileSync(file, html)
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync']
  const drawn = execFileSync(browser ?? '', [...flags, `--user-data-dir=${folder}`, '--dump-dom', `file://${file}`], { stdio: 'pipe' })
  expect(drawn.toString()).toMatch(/<h2>Transcript<\/h2>.*<button/s)
})

it('says the verdict where no script runs, and lets no words break out', () => {
  expect(html).toContain('<p>Verdict: yes</p>')
  expect(html.match(/<script/g)).toHaveLength(2)
  expect(html).not.toMatch(/<img|<!--/)
  expect(html).toContain('<title>Is it so? &lt;/script&gt;&lt;!--')
})

it('shows the verdict first, then the panel, then every word, as text', () => {
  const { body } = openPage(html)
  const text = body.textContent
  const places = [
    'Simulated.',
    'Verdict',
    'Votes',
    'Dissent',
    'Bob holds no',
    'Missing',
    'Dan: auth',
    'Panel',
    'Transcript',
    'Openings',
    'Round 1',
    'calls',
  ]
  const found = places.map((place, index) => text.indexOf(place, index === 0 ? 0 : text.indexOf(places[index - 1] ?? '')))
  expect(found.every((at, index) => at > (found[index - 1] ?? -1))).toBe(true)
  expect(text).toContain(hostile)
  for (const { turns } of view.rounds) for (const { position } of turns) if (position) expect(text).toContain(position.argument)
  expect(body.all('later')).toEqual([])
  const widths = body.all('bar').flatMap(({ children }) => children.map((bar) => (typeof bar === 'string' ? '' : bar.style.width)))
  expect(widths).toEqual(['50%', '25%'])
})

it('replays scene by scene at the speed of the reader, can be moved through, and ends complete', () => {
  const { body, pass } = openPage(html)
  const scenes = scenesOf(events)
  const count = scenes.length
  const first = scenes.flatMap((scene) => (scene.kind === 'turn' ? [scene.text] : []))[0] ?? ''
  const [play] = body.all('play')
  const [slider] = body.all('input')
  const [speed] = body.all('select')
  const click = () => play?.listeners.get('click')?.()
  if (!play || !slider || !speed) throw new Error('the page has no player')
  speed.value = '1'
  expect(play.textContent).toBe('Replay')
  click()
  expect(body.all('later')).toHaveLength(count)
  pass()
  expect(body.all('later')).toHaveLength(count - 1)
  expect(play.textContent).toBe('Pause')
  while (!body.all('p').some(({ textContent }) => textContent && textContent !== first && first.startsWith(textContent))) pass()
  expect(body.textContent).not.toContain(first)
  slider.value = '3'
  slider.listeners.get('input')?.()
  expect(body.textContent).toContain(first)
  expect([body.all('later').length, play.textContent, pass()]).toEqual([count - 3, 'Play', false])
  click()
  let steps = 0
  while (pass()) steps++
  expect(steps).toBeGreaterThan(count)
  expect([body.all('later'), play.textContent, slider.value]).toEqual([[], 'Replay', String(count)])
  const written = openPage(html).body.textContent
  expect(body.textContent).toBe(written)
})

it('is whole on paper, wherever its replay stands', () => {
  const { body, pass, print } = openPage(html)
  body.all('play')[0]?.listeners.get('click')?.()
  pass()
  print()
  expect(body.all('later')).toEqual([])
})

it('is shown of a debate without a verdict, and of one whose price is not known', () => {
  const { verdict: _, ...rest } = view
  const { body } = openPage(htmlOf({ ...rest, verdict: null, stopReason: 'no quorum', spend: { ...view.spend, costUsd: null } }, events))
  expect(body.textContent).toContain('No verdict')
  expect(body.textContent).toContain('no quorum')
  expect(body.textContent).toContain('cost not known')
})
