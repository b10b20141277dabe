/** Every page as it is seen: at three widths, in both themes, in three languages; and what it loads. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from './testing/barriers.ts'
import { begin, held, lively, slowly } from './testing/debates.ts'
import { noBrowser, openSite, type Site } from './testing/site.ts'

let site: Site
let ended: string
let running: string
const folder = mkdtempSync(join(tmpdir(), 'quorum-look-'))

beforeAll(async () => {
  if (noBrowser) return
  site = await openSite({ folder, env: { QUORUM_SECRET_KEY: 'a secret that nobody guesses' } })
  ended = await held(site.rig, lively)
  running = await begin(site.rig, slowly(4000))
}, 60_000)
afterAll(async () => {
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

const places: readonly (readonly [name: string, path: () => string, seen: string])[] = [
  ['the composer', () => '/?q=Why%3F&options=A|B', '.preset-hint'],
  ['a verdict', () => `/debates/${ended}`, '.verdict'],
  ['one panelist', () => `/debates/${ended}?view=focus`, '.focus-turn'],
  ['everything in order', () => `/debates/${ended}?view=timeline`, '.timeline-turn'],
  ['one turn', () => `/debates/${ended}?turn=0.0`, '.dialog .said'],
  ['a debate that runs', () => `/debates/${running}`, '.cell'],
  ['the list', () => '/debates', '.history-row'],
  ['the settings', () => '/settings', '.settings-row'],
  ['the leaderboard', () => '/leaderboard', 'tbody tr'],
  ['an address that is none', () => '/debates/nothing-here', '.failure'],
]

const button = (name: string | RegExp) => (page: Page) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()
const key = (name: string) => (page: Page) => page.keyboard.press(name)
const makeLink = async (page: Page) => {
  await button('Share')(page)
  await button('Make a link')(page)
}

const dialogs: readonly (readonly [name: string, path: () => string, open: (page: Page) => Promise<unknown>, seen: string])[] = [
  ['what leads everywhere', () => `/debates/${ended}`, key('Control+k'), '.palette-option'],
  ['the keys', () => `/debates/${ended}`, key('?'), '.keys'],
  ['sharing', () => `/debates/${ended}`, button('Share'), '.passing-make'],
  ['a link that was made', () => `/debates/${ended}`, makeLink, '.passing-made'],
  ['exports', () => `/debates/${ended}`, button('Export'), '.passing-formats'],
  ['saying something', () => `/debates/${running}`, button('Say something'), 'textarea'],
  ['stopping', () => `/debates/${running}`, button('Stop and decide now'), '.dialog-foot'],
  ['adding a seat', () => '/?q=Why%3F', button('Add a seat'), 'li button'],
  ['renaming', () => '/debates', button('Edit'), '.dialog-foot'],
  ['deleting', () => '/debates', button('Delete'), '.dialog-foot'],
  ['a key of a provider', () => '/settings', button('Add a key: openai'), '.dialog-foot'],
  ['a key for the API', () => '/settings', button('Make a key'), '.dialog-foot'],
]

describe.skipIf(noBrowser)(`The page${noBrowser ? ` (${noBrowser})` : ''}`, { timeout: 60_000 }, () => {
  it.each(places)('is open to everybody at %s, and nothing is cut off', async (_, path, seen) => {
    const { page } = await site.visit(path(), { reducedMotion: 'reduce' })
    await page.locator(seen).first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.close()
  })

  it.each(dialogs)('is open to everybody in the dialog for %s, and nothing is cut off', async (_, path, open, seen) => {
    const { page, broken } = await site.visit(path(), { reducedMotion: 'reduce' })
    await page.locator('h1').first().waitFor()
    await open(page)
    await page.locator('.dialog').locator(seen).first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('.dialog').waitFor({ state: 'detached' })
    expect(broken).toEqual([])
    await page.close()
  })

  it.each([
    ['de-AT', 'de', 'Das Podium fragen'],
    ['es-MX', 'es', 'Preguntar al panel'],
    ['fr-FR', 'en', 'Ask the panel'],
  ])('speaks to a browser of %s in %s', async (locale, language, start) => {
    const { page, broken } = await site.visit('/', { locale })
    await page.getByRole('button', { name: start }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe(language)
    await page.getByRole('link', { name: /^Debat/ }).click()
    await page.locator('.history-row').first().waitFor()
    expect(broken).toEqual([])
    await page.close()
  })

  it('keeps the language and the colours that were chosen', async () => {
    const { page } = await site.visit('/')
    await page.getByLabel('Colours').selectOption('dark')
    await page.getByLabel('Language').selectOption('de')
    await page.getByRole('button', { name: 'Das Podium fragen' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Das Podium fragen' }).waitFor()
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
    await page.close()
  })

  it('needs at most 200 kB for its first room', async () => {
    const { page } = await site.visit('/icon.svg')
    const bytes: number[] = []
    page.on('response', async (response) => {
      if (new URL(response.url()).pathname.startsWith('/api/')) return
      bytes.push(Number(response.headers()['content-length'] ?? 0))
    })
    await page.goto(`${site.rig.url}/`)
    await page.locator('.preset-hint').first().waitFor()
    expect(bytes.length).toBeGreaterThan(3)
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(200_000)
    await page.close()
  })
})
