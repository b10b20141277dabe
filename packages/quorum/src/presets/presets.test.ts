import { protocols } from '@quorum/debate'
import { modelCatalogue } from '@quorum/models'
import { expect, it } from 'vitest'
import { prepare } from '../prepare.ts'
import { asPreset, filled, offered } from './filled.ts'
import type { Preset } from './preset.ts'
import { presets } from './presets.ts'

const motion = { question: 'Is it so?' }
const known = { presets, protocols }

it.each(presets)('holds a debate by the preset $name', (preset) => {
  const models = modelCatalogue({ env: { QUORUM_SIMULATOR_URL: 'http://127.0.0.1:1' } })
  const request = asPreset({ motion, preset: preset.name }, known)
  const made = prepare(request, { models, protocols, seed: 1, app: 'test', runner: 'cli' })
  expect(made.protocol.name).toBe(preset.request.protocol?.name)
  expect(made.panel.filter(({ role }) => role === 'debater').length).toBeGreaterThan(1)
})

it('lets what a request says win over its preset, option by option and limit by limit', () => {
  const preset: Preset = {
    name: 'careful',
    summary: '',
    request: {
      panel: [{ model: 'a/b' }],
      judges: ['e/f'],
      protocol: { name: 'roundtable', rounds: 3, topology: 'ring' },
      limits: { budgetUsd: 1, rounds: 4 },
    },
  }
  const own = { presets: [preset], protocols }
  expect(asPreset({ motion, preset: 'careful' }, own)).toEqual({ motion, ...preset.request })
  expect(asPreset({ motion, preset: 'careful', protocol: { name: 'roundtable', rounds: 2 }, limits: { rounds: 2 } }, own)).toMatchObject({
    protocol: { name: 'roundtable', rounds: 2, topology: 'ring' },
    limits: { budgetUsd: 1, rounds: 2 },
  })
  const other = { panel: [{ model: 'x/y' }], judges: ['z/z'], protocol: { name: 'council' } }
  expect(asPreset({ motion, preset: 'careful', ...other }, own)).toMatchObject(other)
})

it('leaves to the configuration what the preset does not set', () => {
  const request = filled(asPreset({ motion, preset: 'budget' }, known), { judges: ['e/f'], limits: { budgetUsd: 9, rounds: 2 } })
  expect(request).toMatchObject({ judges: ['e/f'], limits: { budgetUsd: 0.05, rounds: 2 }, protocol: { name: 'auto' } })
})

it('takes the name of a protocol for the protocol alone, unless a preset has that name', () => {
  expect(asPreset({ motion, preset: 'vote' }, known)).toEqual({ motion, protocol: { name: 'vote' } })
  const own: Preset = { name: 'vote', summary: '', request: { protocol: { name: 'auto' } } }
  expect(asPreset({ motion, preset: 'vote' }, { presets: [own], protocols }).protocol).toEqual({ name: 'auto' })
})

it('names the presets there are where one is not known', () => {
  expect(() => asPreset({ motion, preset: 'quik' }, known)).toThrow(/no preset "quik".*quick, council.*each protocol: auto, vote/)
})

it('offers one’s own presets first, and none whose protocol is not known', () => {
  const own: Preset = { name: 'quick', summary: 'mine', request: {} }
  const all = offered([own], presets, protocols)
  expect(all.filter(({ name }) => name === 'quick')).toEqual([own])
  expect(all[0]).toBe(own)
  expect(
    offered(
      [],
      presets,
      protocols.filter(({ name }) => name === 'auto'),
    ).map(({ name }) => name),
  ).toEqual(['budget', 'local', 'research'])
})
