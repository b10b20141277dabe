/** Understanding a debate, in a real browser against a real server: opinions, reviews, replay, requests, forks, two side by side. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from './testing/barriers.ts'
import { held, lively } from './testing/debates.ts'
import { noBrowser, openSite, type Site } from './testing/site.ts'

let site: Site
let round: string
let council: string
const folder = mkdtempSync(join(tmpdir(), 'quorum-insight-'))

beforeAll(async () => {
  if (noBrowser) return
  site = await openSite({ folder })
  round = await held(site.rig, { ...lively, protocol: { name: 'roundtable', rounds: 2 }, mapClaims: true, seed: 3 })
  council = await held(site.rig, { ...lively, protocol: { name: 'council' } })
}, 60_000)
afterAll(async () => {
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

const places: readonly (readonly [name: string, path: () => string, seen: string])[] = [
  ['opinions', () => `/debates/${round}?view=opinions`, '.confidence-point'],
  ['reviews', () => `/debates/${council}?view=reviews`, '.matrix-mark'],
  ['the map of arguments', () => `/debates/${round}?view=map`, '.map-claim, .empty'],
  ['a debate without a map', () => `/debates/${council}?view=map`, '.map-ask'],
  ['a replay', () => `/debates/${round}?view=replay`, '.replay .cell'],
  ['what was asked when', () => `/debates/${round}?view=trace`, '.trace-row'],
  ['the health', () => `/debates/${round}?view=health`, '.health-figures'],
  ['forks', () => `/debates/${round}?view=forks`, '.forks-fields'],
  ['two debates', () => `/compare?a=${round}&b=${council}`, '.compare-table'],
]

describe.skipIf(noBrowser)(`The page${noBrowser ? ` (${noBrowser})` : ''}`, { timeout: 60_000 }, () => {
  it.each(places)('is open to everybody at %s, and nothing is cut off', async (_, path, seen) => {
    const { page, broken } = await site.visit(path(), { reducedMotion: 'reduce' })
    await page.locator(seen).first().waitFor()
    expect(await barriers(page)).toEqual([])
    expect(broken).toEqual([])
    await page.close()
  })

  it('leads from a band, from the argument that moved somebody and from a review to what was said', async () => {
    const { page } = await site.visit(`/debates/${round}?view=opinions`)
    const dialog = page.getByRole('dialog')
    for (const place of ['.flow-place', '.confidence-point', '.change-argument', '.mind button']) {
      await page.locator(place).first().click()
      await dialog.locator('.said').waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
    await page.goto(`${site.rig.url}/debates/${council}?view=reviews`)
    await page.locator('.matrix-mark').first().click()
    await dialog.getByText('peer review').waitFor()
    await page.close()
  })

  it('shows the prompt that a turn was asked with, and what each request took', async () => {
    const { page } = await site.visit(`/debates/${round}?turn=0.0`)
    await page.getByText('How it was asked').click()
    await page.getByText('Attempt 1').waitFor()
    expect(await page.locator('.asked-with pre').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining(lively.motion.question)]),
    )
    await page.close()
  })

  it('replays a debate from its beginning, steps, and stands still until it is played', async () => {
    const { page } = await site.visit(`/debates/${round}?view=replay`)
    const slider = page.getByRole('slider', { name: 'Where in the debate' })
    await slider.fill('1')
    expect(await page.locator('.replay .cell').count()).toBe(0)
    await page.getByRole('button', { name: 'One step on' }).click()
    expect(await slider.inputValue()).toBe('2')
    await page.getByLabel('Speed').selectOption('8')
    await page.getByRole('button', { name: 'Play' }).click()
    await page.locator('.replay-verdict').waitFor()
    await page.close()
  })

  it('forks a debate from a round, and shows where the new one is from', async () => {
    const { page } = await site.visit(`/debates/${round}?view=forks`)
    await page.getByRole('button', { name: 'Fork it' }).click()
    await page.waitForURL((url) => /\/debates\//.test(url.pathname) && !url.pathname.endsWith(round))
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    expect((await site.rig.room.show(id)).parent?.id).toBe(round)
    await page.getByRole('tab', { name: 'Forks' }).click()
    await page.getByRole('link', { name: 'Compare with this one' }).click()
    await page.getByRole('heading', { name: 'Compare two debates' }).waitFor()
    await page.getByText('Who held what in the end').waitFor()
    await page.close()
  })
})
