import type { ModelInfo, Price } from '@quorum/debate'
import { type OwnPrice, ownPrice } from '../prices/own-price.ts'
import { listed } from '../prices/price-table.ts'
import { familyOf, thinks } from './family.ts'
import type { Profile } from './profile.ts'
import { sizeOf } from './size.ts'

/** What a user says of a model that nobody else knows, or knows wrongly. */
export type ModelOverride = Partial<Pick<ModelInfo, 'family' | 'window' | 'maxOutput' | 'reasons'>> & { readonly price?: OwnPrice | null }

/** What is known of a provider's model before it is asked; `at` is the date whose prices hold. */
export function infoOf(profile: Profile, model: string, at: Date, { price: own, ...said }: ModelOverride = {}): ModelInfo {
  const table = profile.priced ? listed(profile.priced, model, at) : null
  const size = sizeOf(model)
  const window = said.window ?? table?.window ?? size.window
  return {
    name: `${profile.name}/${model}`,
    // A simulated model's parameters stand behind its name: `ada+latency=200`.
    family: familyOf(model),
    maxOutput: Math.min(size.maxOutput, window),
    reasons: !profile.simulated && thinks(model),
    simulated: profile.simulated ?? false,
    ...said,
    window,
    price: own === undefined ? (table?.price ?? profilePrice(profile)) : own && ownPrice(own),
  }
}

const profilePrice = ({ price, simulated }: Profile): Price | null => (price ? ownPrice(price, simulated ? 'simulated' : 'profile') : null)
