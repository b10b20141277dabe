import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What keeps people out of the page as it is now, at three widths and in both themes: what axe finds, and whatever makes the page or a dialog
 * wider than its window. Empty where all is well.
 */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found: string[] = []
  for (const width of [390, 820, 1440])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      found.push(...(await page.evaluate<string[]>(looking)).map((one) => `${width} ${colorScheme}: ${one}`))
    }
  return found
}

const looking = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => [
  ...violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)),
  ...[document.documentElement, ...document.querySelectorAll('dialog')]
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(({ tagName, scrollWidth, clientWidth }) => tagName + ' is ' + (scrollWidth - clientWidth) + ' px too wide'),
])`
