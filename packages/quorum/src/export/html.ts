import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type DebateView, type RecordedEvent, standInsTold } from '@quorum/debate'
import { citationsOf } from './citations-of.ts'
import { scenesOf } from './scenes.ts'

/**
 * A debate as one file that replays offline: the verdict first, then every word. It fetches nothing and runs no script but its own, which a
 * policy names by its hash; what models wrote stands in it as data and is only ever shown as text.
 */
export function htmlOf(view: DebateView, events: readonly RecordedEvent[]): string {
  const { rounds, interjections: _, ...rest } = view
  const speakers = Object.fromEntries(rounds.flatMap(({ turns }) => turns.map(({ id, seat }) => [id, seat])))
  const standIns = standInsTold(rounds.flatMap(({ turns }) => turns))
  const { script, style } = page()
  const question = escaped(view.motion.question)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${question}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${question}</h1>
<p>${escaped(view.simulated ? 'Simulated: no model was asked.' : '')}</p>
<p>${escaped(view.verdict ? `Verdict: ${view.verdict.answer}` : `No verdict: ${view.stopReason ?? view.status}`)}</p>
<noscript><p>The whole debate is in this file; to read it, let its script run.</p></noscript>
</main>
<script type="application/json" id="data">${dataOf({ view: rest, speakers, standIns, citations: citationsOf(view), scenes: scenesOf(events) })}</script>
<script type="module">${script}</script>
</body>
</html>
`
}

let loaded: { readonly script: string; readonly style: string } | undefined
const page = () => {
  loaded ??= { script: asset('page.js'), style: asset('page.css') }
  return loaded
}
const asset = (name: string): string => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n')

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

/** JSON in which no tag can begin or end. */
const dataOf = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c')

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)
