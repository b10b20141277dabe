import type { Recorded, RecordedEvent } from '@quorum/debate'
import type { WebhookEvent } from '@quorum/sdk'
import type { CatalogueRow } from '@quorum/store'

/** The recorded events that webhooks are told of. */
export const toldOf = {
  'debate-opened': 'debate.started',
  'debate-paused': 'debate.paused',
  'debate-resumed': 'debate.resumed',
  'debate-ended': 'debate.ended',
  'budget-warned': 'budget.warned',
} as const satisfies Partial<Record<RecordedEvent['type'], WebhookEvent>>

export type Telling = Recorded<keyof typeof toldOf>
export const isTold = (type: string): type is Telling['type'] => type in toldOf

export type Message = {
  /** The same however often it is sent: it is made of the debate's id and the event's seq. */
  readonly id: string
  readonly type: WebhookEvent
  /** The JSON that is sent, as it is signed. */
  readonly body: string
}

/** An event of a debate as a webhook hears it. `row`: what the catalogue says of the debate now. */
export function messageOf(event: Telling, row: CatalogueRow, site = ''): Message {
  const { debateId, seq, at } = event
  const type = toldOf[event.type]
  const data = { debateId, ...saying(event, row), url: `${site}/api/v1/debates/${debateId}` }
  return { id: `msg_${debateId}_${seq}`, type, body: JSON.stringify({ type, timestamp: at, data }) }
}

function saying(event: Telling, { spendNano, unpriced, title }: CatalogueRow) {
  switch (event.type) {
    case 'debate-opened':
      return { status: 'running', title }
    case 'debate-paused':
      return { status: 'paused', reason: event.reason }
    case 'debate-resumed':
      return { status: 'running', cause: event.cause }
    case 'budget-warned':
      return { status: 'running', costUsd: event.spentNano / 1e9, budgetUsd: event.budgetNano === null ? null : event.budgetNano / 1e9 }
    case 'debate-ended':
      return {
        status: event.status,
        stopReason: event.stopReason,
        verdict: event.verdict,
        costUsd: unpriced ? null : spendNano / 1e9,
      }
  }
}
