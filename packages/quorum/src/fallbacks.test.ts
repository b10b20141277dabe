import { replay, standInWords, viewOf } from '@quorum/debate'
import { type Simulator, startSimulator } from '@quorum/simulator'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Config } from './config/config.ts'
import { openConfigured } from './config/open-configured.ts'
import { htmlOf } from './export/html.ts'
import { markdownOf } from './export/markdown.ts'
import { scenesOf } from './export/scenes.ts'
import { brokenRules } from './testing/check-run.ts'
import { emptyFolder } from './testing/folder.ts'
import { motions } from './testing/scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
beforeEach(() => simulator.reset())
afterAll(() => simulator.close())

/** A debate of three over sockets, with a budget, whose first seat is served as configured; no rule of the contract may be broken. */
async function held(model: string, said: NonNullable<NonNullable<Config['providers']>[string]['models']>[string], budgetUsd = 1) {
  const home = emptyFolder()
  const timeouts = { connect: 2_000, firstToken: 2_000, idle: 500 }
  const flags: Config = {
    models: [`sim/${model}`, 'sim/bob', 'sim-anthropic/cyd'],
    protocol: 'roundtable',
    limits: { rounds: 2, budgetUsd, turnMs: 20_000 },
    providers: { sim: { timeouts, models: { [model]: said } } },
  }
  const where = { home, cwd: home, env: { QUORUM_SIMULATOR_URL: simulator.url }, platform: 'linux' } as const
  const room = await openConfigured({ ...where, flags, runner: 'cli', app: 'test' })
  onTestFinished(() => room.close())
  const { id, ending } = await room.start({ motion: motions.closed, seed: 7 })
  const ended = await ending
  const events = await room.events(id)
  const log = (await room.store.read(id, 0, 10_000)).map(({ text }) => text)
  expect(brokenRules([{ log, requests: simulator.requests() }])).toEqual([])
  return { ended, events, debate: replay(events) }
}

const first = (events: Awaited<ReturnType<typeof held>>['events']) =>
  events.flatMap((event) => ('turnId' in event && event.turnId === '0.0' && event.type !== 'human-spoke' ? [event] : []))

describe('a seat whose model', () => {
  it.each([
    ['has no more money', 'fault=429-quota', 'quota-exhausted'],
    ['cuts its streams', 'fault=cut', 'cut'],
    ['falls silent in the middle', 'fault=stall', 'stalled'],
    ['is limited for long', 'fault=429+retry-after=600', 'rate-limited'],
  ])('%s speaks by its fallback in every round, within the budget', async (_, fault, kind) => {
    const { ended, events, debate } = await held(`ada+${fault}`, { fallbacks: ['sim-anthropic/dan'] })
    expect(ended).toMatchObject({ as: 'ended', status: 'complete' })
    expect(first(events)).toMatchObject([
      { type: 'turn-started', attempt: 1, deployment: 'sim#1' },
      { type: 'turn-failed', attempt: 1, final: false, kind, reason: expect.stringMatching(/./) },
      { type: 'turn-started', attempt: 2, deployment: 'sim-anthropic#1', model: 'dan' },
      { type: 'turn-ended', attempt: 2, modelAnswered: 'dan' },
    ])
    const view = viewOf(debate, { owned: false, now: 0 })
    const told = `answered by sim-anthropic/dan, because sim/ada+${fault} failed (${kind})`
    expect(view.rounds[0]?.turns.map(({ standIn }) => standIn && standInWords(standIn))).toEqual([told, undefined, undefined])
    expect(markdownOf(view)).toContain(`*${told}*`)
    expect(scenesOf(events).find((scene) => scene.kind === 'turn' && 'standIn' in scene)).toMatchObject({ standIn: told })
    expect(htmlOf(view, events)).toContain(`"standIns":["ada+${fault} ${told}`)
    const attempts = debate.steps.flatMap(({ turns }) => turns.flatMap((turn) => turn.attempts))
    expect(attempts.every(({ closed }) => closed)).toBe(true)
    expect(debate.spend).toMatchObject({ reserved: 0, overrun: 0 })
  })

  it('is silent speaks by its hedge, and both are paid', async () => {
    const { ended, events } = await held('ada+fault=silent', { fallbacks: ['sim-anthropic/dan'], hedgeAfterMs: 200 })
    expect(ended).toMatchObject({ as: 'ended', status: 'complete' })
    const turn = first(events)
    expect(turn.slice(0, 2)).toMatchObject([
      { type: 'turn-started', attempt: 1 },
      { type: 'turn-started', attempt: 2, hedged: true, deployment: 'sim-anthropic#1' },
    ])
    expect(
      turn
        .slice(2)
        .map(({ type }) => type)
        .toSorted(),
    ).toEqual(['turn-ended', 'turn-failed'])
    expect(turn.find(({ type }) => type === 'turn-failed')).toMatchObject({ attempt: 1, kind: 'aborted', basis: 'worst', final: false })
  })
})
