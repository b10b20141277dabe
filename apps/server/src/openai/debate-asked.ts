import type { DebateRequest, Quorum } from '@quorum/quorum'
import type { ChatBody, DebateOverrides } from '@quorum/sdk'
import type { Conversation } from '../telling/conversation.ts'
import { presetNamed } from './named-debate.ts'

type Asked = Pick<ChatBody, 'model' | 'seed' | 'quorum' | 'fusion' | 'plugins'>
type Fusion = { readonly models?: readonly string[] | undefined; readonly judge?: string | undefined }

/** The debate that a call asks for: what its model names, what `quorum` says besides, or the panel and the judge of a fusion. */
export function debateAsked(asked: Asked, conversation: Conversation, quorum: Quorum): DebateRequest {
  const fusion = fusionOf(asked)
  const seed = asked.seed !== null && asked.seed !== undefined && asked.seed >= 0 ? { seed: asked.seed } : {}
  return {
    preset: presetNamed(asked.model, quorum),
    ...seed,
    ...(fusion && panelAndJudge(fusion)),
    ...debateWished(asked.quorum, conversation),
  }
}

/** The debate of a conversation, with what its application says of it under the key `quorum`. */
export function debateWished(wishes: DebateOverrides | null | undefined, conversation: Conversation): DebateRequest {
  const { panel, answer, options, background: _, ...rest } = wishes ?? {}
  return {
    ...rest,
    motion: { ...conversation, ...(answer && { answer }), ...(options && { options }) },
    ...(panel && { panel: panel.map((seat) => (typeof seat === 'string' ? { model: seat } : seat)) }),
  }
}

/** The panel-and-judge dialect, in our words or in OpenRouter's; null where it is not spoken. */
export function fusionOf({ fusion, plugins }: Pick<Asked, 'fusion' | 'plugins'>): Fusion | null {
  if (fusion) return fusion
  const plugin = plugins?.find(({ id, enabled = true }) => id === 'fusion' && enabled)
  return plugin ? { models: plugin.analysis_models, judge: plugin.model } : null
}

/**
 * The panel answers once; where not all say the same, a clerk lays out how the answers stand to each other and the judge writes one of
 * them.
 */
function panelAndJudge({ models, judge }: Fusion): Partial<DebateRequest> {
  return {
    protocol: { name: 'auto', first: Math.max(2, models?.length ?? 20), confident: 1, clear: 1, revisions: 0 },
    ...(models && { panel: models.map((model) => ({ model })) }),
    ...(judge && { judges: [judge] }),
  }
}
