import { createHash } from 'node:crypto'
import { openApi, operations } from '@quorum/sdk'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openRig } from '../testing/rig.ts'
import { html, inline } from './html.ts'

async function read(path: string) {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  return { origin: rig.url, answer: await rig.ask('GET', path) }
}

describe('the documents of a server', () => {
  test('GET /openapi.json is the document of the table', async () => {
    const { answer } = await read('/openapi.json')
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(openApi({ version: 'test' }))))
  })

  test('GET /docs shows every operation and schema, and every link on it leads somewhere', async () => {
    const { answer } = await read('/docs')
    const ids = new Set([...answer.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const links = [...answer.text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(links.filter((id) => !ids.has(id))).toEqual([])
    expect(Object.keys(operations).filter((id) => !ids.has(id))).toEqual([])
    expect(Object.keys(openApi({ version: 'test' }).components.schemas).filter((name) => !ids.has(`schema-${name}`))).toEqual([])
    expect(answer.text.match(/undefined|\[object Object\]/g)).toBeNull()
  })

  test('GET /docs runs no script and loads nothing, and may not', async () => {
    const { answer } = await read('/docs')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.text).not.toMatch(/<script|<link|<img|src=|@import|url\(|href="(?!#|\/)/)
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(answer.text) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    expect(answer.headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-${hash}'`)
  })

  test('GET /docs says how to ask with curl, here', async () => {
    const { answer, origin } = await read('/docs')
    const start = `curl -X POST &#34;${origin}/api/v1/debates&#34; \\\n  -H &#34;Authorization: Bearer $QUORUM_API_KEY&#34; \\\n  -H &#39;Content-Type: application/json&#39; \\\n  -d &#39;{&#34;motion&#34;`
    expect(answer.text).toContain(start)
    expect(answer.text).toContain(`curl -N &#34;${origin}/api/v1/debates/$id/events&#34;`)
  })

  test('GET /llms.txt names the way to a verdict and every route', async () => {
    const { answer, origin } = await read('/llms.txt')
    for (const { method, path } of Object.values(operations)) expect(answer.text).toContain(`\`${method} ${path}\``)
    expect(answer.text).toContain(`${origin}/v1`)
    expect(answer.text.length).toBeLessThan(8000)
  })

  test('what is written into the page is text', () => {
    expect(html`<p title="${'"><script>'}">${'<b>'}${[1, null, false, html`<i>${"'"}</i>`]}</p>`.text).toBe(
      '<p title="&#34;&#62;&#60;script&#62;">&#60;b&#62;1<i>&#39;</i></p>',
    )
    expect(inline('`a<b` and **c&d**').text).toBe('<code>a&#60;b</code> and <strong>c&#38;d</strong>')
  })
})
