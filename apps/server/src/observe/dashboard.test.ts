import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { openRig } from '../testing/rig.ts'

type Panel = { readonly id: number; readonly title: string; readonly targets?: readonly { readonly expr: string }[] }
type Dashboard = { readonly panels: readonly Panel[]; readonly templating: { readonly list: readonly { readonly query: unknown }[] } }

const dashboard = JSON.parse(readFileSync(new URL('../../../../deploy/grafana/quorum.json', import.meta.url), 'utf8')) as Dashboard

/** The names under which Prometheus finds what a server tells. */
function namesIn(metrics: string): ReadonlySet<string> {
  const types = [...metrics.matchAll(/^# TYPE (\S+) (\S+)$/gm)]
  return new Set(
    types.flatMap(([, name = '', type]) => (type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name])),
  )
}

test('every panel of the dashboard asks for what a server tells', async () => {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  const names = namesIn((await rig.ask('GET', '/metrics')).text)
  const asked = JSON.stringify([dashboard.panels, dashboard.templating]).match(/quorum_\w+/g) ?? []
  expect(asked.length).toBeGreaterThan(30)
  expect([...new Set(asked)].filter((name) => !names.has(name))).toEqual([])
})

test('what a server counts of debates, models and requests has its place on the dashboard', async () => {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  const own = [...(await rig.ask('GET', '/metrics')).text.matchAll(/^# TYPE (quorum_(?!nodejs|process)\w+) /gm)].map(
    ([, name = '']) => name,
  )
  const text = JSON.stringify(dashboard.panels)
  expect(own.filter((name) => !text.includes(name))).toEqual([])
})

test('panels have ids of their own, and each asks for something', () => {
  const ids = dashboard.panels.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(dashboard.panels.filter(({ targets, title }) => targets?.length === 0 || title === '')).toEqual([])
})
