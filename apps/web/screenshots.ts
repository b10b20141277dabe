/**
 * Draws the pictures of the page that the README shows, into `docs/images/` or the folder given: `node apps/web/screenshots.ts`. A real server
 * over simulated vendors, and Chromium as the tests have it; takes half a minute. They are WebP, which Chromium itself writes.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { begin, held, lively, slowly } from './src/testing/debates.ts'
import { openSite } from './src/testing/site.ts'

const target = process.argv[2] ?? join(import.meta.dirname, '../../docs/images')
const sizes = { laptop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } }
const folder = mkdtempSync(join(tmpdir(), 'quorum-screenshots-'))
const site = await openSite({ folder })
mkdirSync(target, { recursive: true })

/** As many pixels as a reader of the README sees sharply, and no more bytes than need be. */
async function write(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
  await session.detach()
  writeFileSync(join(target, `${name}.webp`), Buffer.from(data, 'base64'))
}

/** The page below its header, from there on. */
const scrolledTo = (page: Page, sight: string) =>
  page.evaluate(`scrollTo(0, document.querySelector('${sight}').getBoundingClientRect().top + scrollY - 72)`)

type Scene = { readonly name: string; readonly path: () => Promise<string>; readonly ready: (page: Page) => Promise<unknown> }

const decided = await held(site.rig, lively)
const changed = await held(site.rig, { ...lively, protocol: { name: 'roundtable', rounds: 2 }, seed: 3 })
const scenes: readonly Scene[] = [
  {
    name: 'live',
    path: async () => `/debates/${await begin(site.rig, slowly(60))}`,
    ready: async (page) => {
      await page.locator('.grid-round').nth(1).locator('.cell-streaming').nth(2).waitFor()
      await page
        .locator('.grid-round')
        .nth(1)
        .locator('.cell-tail')
        .nth(2)
        .filter({ hasText: /\w{3}.{90}/s })
        .waitFor()
      await scrolledTo(page, '.views')
    },
  },
  { name: 'verdict', path: async () => `/debates/${decided}`, ready: (page) => page.locator('.verdict').waitFor() },
  {
    name: 'minds',
    path: async () => `/debates/${changed}?view=opinions`,
    ready: async (page) => {
      await page.locator('.confidence-point').first().waitFor()
      await scrolledTo(page, '.views')
    },
  },
]

for (const { name, path, ready } of scenes)
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await site.visit(await path(), {
        viewport,
        colorScheme,
        deviceScaleFactor: size === 'phone' ? 2 : 1.5,
        reducedMotion: 'reduce',
      })
      await ready(page)
      await page.evaluate('document.fonts.ready')
      await write(page, `${name}-${size}-${colorScheme}`)
      await page.close()
    }
await site.close()
rmSync(folder, { recursive: true })
