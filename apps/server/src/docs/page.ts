import { createHash } from 'node:crypto'
import type { OpenApi } from '@quorum/sdk'
import { operationsOf } from './documented.ts'
import { Html, html, prose } from './html.ts'
import { operationHtml } from './operation-html.ts'
import { fields, kind, type Schema } from './schema-html.ts'
import { style } from './style.ts'

/** What the page may load: its own style and nothing else. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** The document as a page of its own: no script, nothing from elsewhere. `origin` stands in the examples. */
export function page(document: OpenApi, origin: string): string {
  const { info, tags, components } = document
  const schemas = Object.entries(components.schemas as Readonly<Record<string, Schema>>)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${info.title} API</title>
${new Html(`<style>${style}</style>`)}
</head>
<body>
<a class="skip" href="#main">To the content</a>
<nav aria-label="Operations">
  <p class="title"><a href="#main">${info.title}</a> <span>${info.version}</span></p>
  ${tags.map(
    ({ name }) => html`
      <details open><summary>${name}</summary><ul>
      ${operationsOf(document, name).map(({ described }) => html`<li><a href="#${described.operationId}">${described.summary}</a></li>`)}
      </ul></details>`,
  )}
  <details><summary>schemas</summary><ul>${schemas.map(([name]) => html`<li><a href="#schema-${name}">${name}</a></li>`)}</ul></details>
</nav>
<main id="main">
  <header>
    <h1>${info.title} API</h1>
    ${prose(info.description)}
    <p><a href="/openapi.json">openapi.json</a> · <a href="/llms.txt">llms.txt</a></p>
  </header>
  ${tags.map(
    ({ name, description }) => html`
      <section class="tag" id="tag-${name}">
        <h2>${name}</h2>
        <p class="lead">${description}</p>
        ${operationsOf(document, name).map((operation) => operationHtml(operation, origin, components))}
      </section>`,
  )}
  <section class="tag" id="schemas">
    <h2>schemas</h2>
    ${schemas.map(
      ([name, schema]) => html`
        <section class="operation" id="schema-${name}"><h3><a href="#schema-${name}">${name}</a></h3><p class="kind">${kind(schema)}</p>${fields(schema)}</section>`,
    )}
  </section>
</main>
</body>
</html>
`.text
}
