import type { Preset } from '@quorum/quorum'
import { openRig, type Rig, type RigOptions } from '../../testing/rig.ts'

const agreed = [{ model: 'sim/ada+answer=Tabs' }, { model: 'sim/bob+answer=Tabs' }, { model: 'sim-anthropic/cyd+answer=Tabs' }]
const preset = (name: string, request: Preset['request']): Preset => ({ name, summary: name, request })
const vote = { name: 'vote' }

/** Debates that behave in a known way, to be asked by their names as models. */
const presets: readonly Preset[] = [
  preset('agreed', { panel: agreed, protocol: vote }),
  preset('split', {
    panel: [{ model: 'sim/ada+answer=Tabs' }, { model: 'sim/bob+answer=Tabs' }, { model: 'sim/dan+answer=Spaces' }],
    judges: ['sim/eve'],
    protocol: vote,
  }),
  preset('one-missing', { panel: [...agreed, { model: 'sim/eve+fault=401', name: 'lost' }], protocol: vote }),
  preset('unpaid', { panel: [{ model: 'sim/ada+fault=401' }, { model: 'sim/bob+fault=401' }], protocol: vote }),
  preset('paid', {
    panel: [{ model: 'sim/ada+answer=Tabs' }, { model: 'sim/bob+fault=401' }, { model: 'sim/cyd+fault=401' }],
    protocol: vote,
  }),
  preset('late', {
    panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }],
    protocol: vote,
    limits: { deadlineMs: 50 },
  }),
  preset('dear', { panel: agreed, protocol: vote, limits: { budgetUsd: 1e-6, onBudget: 'pause' } }),
  preset('endless', { panel: [{ model: 'sim/ada+fault=silent' }, { model: 'sim/bob+fault=silent' }], protocol: vote }),
]

/** A server whose models are the debates above. */
export const openModels = ({ room, ...rest }: RigOptions = {}): Promise<Rig> => openRig({ ...rest, room: { presets, ...room } })

/** Resolves with the status that a debate ended with. */
export async function endOf(rig: Rig, debateId: string): Promise<string> {
  for await (const { event } of rig.room.watch(debateId, { stay: true })) if (event.type === 'debate-ended') return event.status
  throw new Error(`${debateId} never ended`)
}

/** Ids of all debates, the newest first. */
export async function debates(rig: Rig): Promise<string[]> {
  return (await rig.room.list({ limit: 200 })).rows.map(({ id }) => id)
}

/** All that a stream brings. */
export async function collected<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of stream) all.push(one)
  return all
}
