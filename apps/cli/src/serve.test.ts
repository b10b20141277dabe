import { describe, expect, it } from 'vitest'
import type { Home, Running } from './testing/command.ts'
import { openHomes, timeout } from './testing/homes.ts'

const homes = openHomes()

type Event = { readonly type: string; readonly turnId?: string; readonly status?: string }

/** Starts a server and waits until it listens. */
async function served(home: Home, ...args: string[]): Promise<{ readonly running: Running; readonly url: string }> {
  const running = home.start(['serve', '--port', '0', ...args])
  const [, url = ''] = await running.shows(/listens on (http:\S+)/)
  return { running, url }
}

async function begun(url: string, latency: number): Promise<string> {
  const panel = ['ada+answer=yes', 'bob+answer=no', 'cyd+answer=yes'].map((name, at) => ({
    model: `sim/${name}+latency=${latency * (at + 1)}`,
  }))
  const motion = { question: 'Is a hot dog a sandwich?', answer: 'yesno' }
  const body = JSON.stringify({ motion, panel, protocol: { name: 'roundtable' }, limits: { rounds: 2 }, seed: 1 })
  const response = await fetch(`${url}/api/v1/debates`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  expect(response.status).toBe(201)
  return ((await response.json()) as { id: string }).id
}

async function eventsOf(url: string, id: string): Promise<readonly Event[]> {
  const response = await fetch(`${url}/api/v1/debates/${id}/events`, { headers: { accept: 'application/json' } })
  return ((await response.json()) as { events: Event[] }).events
}

const has = async (url: string, id: string, type: string): Promise<boolean> =>
  (await eventsOf(url, id)).some((event) => event.type === type)

/** What is wrong with a debate that was asked of a vendor: each turn is asked as often as its log says, and never once it was said. */
function wrongIn(events: readonly Event[]): string[] {
  const over = new Set<string>()
  const asked = new Map<string, number>()
  const wrong: string[] = []
  for (const { type, turnId = '' } of events) {
    if (type === 'turn-ended') over.add(turnId)
    if (type !== 'turn-started') continue
    if (over.has(turnId)) wrong.push(`${turnId} was asked again`)
    asked.set(turnId, (asked.get(turnId) ?? 0) + 1)
  }
  for (const [turnId, times] of asked) {
    const seen = homes.simulator.requests().filter((entry) => entry.turnId === turnId).length
    if (seen > times) wrong.push(`${turnId} was asked ${seen} times, and ${times} times by its log`)
  }
  const endings = events.filter(({ type }) => type === 'debate-ended').length
  return endings === 1 ? wrong : [...wrong, `it ended ${endings} times`]
}

describe('quorum serve', { timeout }, () => {
  it('says where it listens, what stands behind it and where debates are kept; Ctrl-C ends it with 0', async () => {
    const { running, url } = await served(homes.bare())
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    running.signal('SIGINT')
    const { code, stdout, stderr } = await running.ended
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/No provider is set up: simulated models answer/)
    expect(stderr).toMatch(/Debates are kept in .*quorum\.db/)
  })

  it('that finds its port taken says so, with another one, and leaves with 2', async () => {
    const { running, url } = await served(homes.bare())
    const { port } = new URL(url)
    const { code, stderr } = await homes.bare().run(['serve', '--port', port])
    expect(code).toBe(2)
    expect(stderr).toContain(`quorum: Port ${port} of 127.0.0.1 is taken: choose another one, as --port ${Number(port) + 1}.`)
    running.signal('SIGTERM')
    expect((await running.ended).code).toBe(0)
  })

  it.each([
    ['killed', 'SIGKILL'],
    ['asked to go', 'SIGTERM'],
  ] as const)('%s in the middle of a debate leaves it to the next one, which ends it once and asks nothing twice', async (_, signal) => {
    await fetch(`${homes.simulator.url}/__reset`, { method: 'POST' })
    const home = homes.home()
    const first = await served(home)
    const id = await begun(first.url, 300)
    await expect.poll(() => has(first.url, id, 'turn-ended'), { timeout: 20_000, interval: 20 }).toBe(true)
    first.running.signal(signal)
    const { code } = await first.running.ended
    expect(code).toBe(signal === 'SIGTERM' ? 0 : null)
    const second = await served(home)
    await expect.poll(() => has(second.url, id, 'debate-ended'), { timeout: 30_000 }).toBe(true)
    expect(wrongIn(await eventsOf(second.url, id))).toEqual([])
    second.running.signal('SIGTERM')
    await second.running.ended
  })
})

describe('quorum keys', { timeout }, () => {
  it('makes a key that opens the server, lists it without it, and revokes it', async () => {
    const home = homes.bare()
    const made = await home.run(['keys', 'create', 'for tests', '--scope', 'read', '--budget', '2'])
    expect(made.code).toBe(0)
    expect(made.stdout).toMatch(/^qk_\w+\n$/)
    const key = made.stdout.trim()
    const listed = await home.run(['keys', 'list', '--json'])
    const [record] = JSON.parse(listed.stdout) as { id: string; scope: string; budgetUsd: number }[]
    expect(record).toMatchObject({ name: 'for tests', scope: 'read', budgetUsd: 2, tenant: 'local' })
    expect(listed.stdout + made.stderr).not.toContain(key)

    const { running, url } = await served(home, '--auth')
    const ask = (authorization: string) => fetch(`${url}/api/v1/debates`, { headers: { authorization } }).then(({ status }) => status)
    expect(await ask(`Bearer ${key}`)).toBe(200)
    expect(await ask('Bearer qk_nothing')).toBe(401)
    expect((await home.run(['keys', 'revoke', record?.id ?? ''])).code).toBe(0)
    await expect.poll(() => ask(`Bearer ${key}`), { timeout: 15_000 }).toBe(401)
    running.signal('SIGTERM')
    await running.ended
    expect((await home.run(['keys', 'revoke', record?.id ?? ''])).stderr).toMatch(/There is no key .*quorum keys list/)
  })
})
