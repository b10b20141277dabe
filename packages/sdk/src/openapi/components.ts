import { motion, position, recordedEvent, verdict } from '@quorum/debate'
import { z } from 'zod'
import { apiKey, auditEntry, newApiKey, provider, ticket } from '../bodies/access.ts'
import { estimate, model, preset, protocol, stats } from '../bodies/catalogue.ts'
import { debate, debateRow, debateStatus, roundView, seatView, startBody, turnView } from '../bodies/debate.ts'
import { liveEvent, streamNote } from '../bodies/live-event.ts'
import { problem } from '../bodies/problem.ts'
import { comment, newShare, share, sourceUpload } from '../bodies/sharing.ts'
import { accepted, socketCommand } from '../bodies/steering.ts'
import { newWebhook, webhook } from '../bodies/webhook.ts'
import type { Operation } from '../operation.ts'
import type { Json } from './json.ts'
import { openAiProblem, rpcProblem } from './problems.ts'

const debateEvent = z.union([recordedEvent, liveEvent])

const named: Readonly<Record<string, z.ZodType>> = {
  Debate: debate,
  SeatView: seatView,
  RoundView: roundView,
  TurnView: turnView,
  DebateRow: debateRow,
  DebateStatus: debateStatus,
  StartDebate: startBody,
  Motion: motion,
  Position: position,
  Verdict: verdict,
  DebateEvent: debateEvent,
  RecordedEvent: recordedEvent,
  LiveEvent: liveEvent,
  StreamNote: streamNote,
  SocketCommand: socketCommand,
  Accepted: accepted,
  Model: model,
  Protocol: protocol,
  Preset: preset,
  Stats: stats,
  Estimate: estimate,
  Comment: comment,
  Share: share,
  NewShare: newShare,
  SourceUpload: sourceUpload,
  ApiKey: apiKey,
  NewApiKey: newApiKey,
  Ticket: ticket,
  AuditEntry: auditEntry,
  Provider: provider,
  Webhook: webhook,
  NewWebhook: newWebhook,
  Problem: problem,
  OpenAiProblem: openAiProblem,
  RpcProblem: rpcProblem,
}

export type Components = {
  readonly schemas: Readonly<Record<string, Json>>
  /** A reference to a component, or the schema itself where it is none. */
  of(schema: z.ZodType): Json
}

/**
 * The JSON schemas of the table, each said once: those named above, every event under its type, and every other body under its operation.
 * They are what is sent: an answer may get new fields, so none forbids them.
 */
export function componentsOf(operations: Readonly<Record<string, Operation>>): Components {
  const registry = z.registry<{ readonly id: string }>()
  const add = (id: string, schema: z.ZodType | null | undefined) => {
    if (schema && !registry.has(schema)) registry.add(schema, { id })
  }
  for (const [name, schema] of Object.entries(named)) add(name, schema)
  for (const event of [...recordedEvent.options, ...liveEvent.options, ...streamNote.options]) add(event.shape.type.value, event)
  for (const [id, { params, query, body, consumes, success }] of Object.entries(operations)) {
    const name = id.charAt(0).toUpperCase() + id.slice(1)
    add(`${place}${id}.params`, params)
    add(`${place}${id}.query`, query)
    if (!consumes) add(`${name}Body`, body)
    add(`${name}Answer`, success.body)
  }
  const { schemas } = z.toJSONSchema(registry, { io: 'input', unrepresentable: 'any', uri: (id) => at + id, override: plain })
  const shown = Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema as Json] as const)
  return {
    schemas: Object.fromEntries(shown.filter(([id]) => !id.startsWith(place))),
    of(schema) {
      const id = registry.get(schema)?.id ?? ''
      return id.startsWith(place) ? (schemas[id] as Json) : { $ref: at + id }
    },
  }
}

const at = '#/components/schemas/'
/** Marks parameters, which are described where they stand. */
const place = '?'

const unions: ReadonlySet<unknown> = new Set([recordedEvent, liveEvent, streamNote])

/** Leaves out the bounds that every JSON number has anyway and what a format says already, and says by which field a reader tells the members of a union apart. */
function plain({
  zodSchema,
  jsonSchema,
}: {
  readonly zodSchema: z.core.$ZodTypes
  readonly jsonSchema: z.core.JSONSchema.BaseSchema
}): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
  if (unions.has(zodSchema)) jsonSchema.discriminator = { propertyName: 'type' }
}
