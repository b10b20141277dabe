import { type RecordedEvent, recordedEvent } from './event.ts'

/** Brings an event of an older version of its type one version further. By type, then by the version that it lifts from. */
type Lifts = Readonly<Record<string, Readonly<Record<number, (event: Record<string, unknown>) => Record<string, unknown>>>>>
const lifts: Lifts = { 'debate-opened': { 1: withMeasuredSources } }

/** Current version of each event type; 1 where none is named. */
const versions: Readonly<Record<string, number>> = { 'debate-opened': 2 }

/** The version in which this release writes events of a type. */
export const versionOf = (type: string): number => versions[type] ?? 1

/** A stored event that this release does not know: it may be served as it is, but a debate that holds one cannot be owned. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent'
}

/**
 * An event from its stored text, lifted to the version that this release speaks; unknown fields are kept, however deep. Throws `UnknownEvent` for a
 * type, version or value of a later release, and a plain error naming the place for text that is no event.
 */
export function readEvent(text: string): RecordedEvent {
  const stored = JSON.parse(text) as Record<string, unknown>
  const type = String(stored.type)
  const current = versionOf(type)
  let lifted = stored
  for (let version = Number(stored.v); version < current; version++) lifted = lifts[type]?.[version]?.(lifted) ?? lifted
  if (Number(lifted.v) > current || !knownTypes.has(type))
    throw new UnknownEvent(
      `event ${stored.seq} is a ${type} of version ${stored.v}, from a later release: use that release to go on with this debate`,
    )
  const { error } = recordedEvent.safeParse(lifted)
  if (!error) return lifted as RecordedEvent
  const places = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  if (error.issues.every(({ code }) => code === 'invalid_value'))
    throw new UnknownEvent(
      `event ${stored.seq} (${type}) says what only a later release knows (${places}): use that release to go on with this debate`,
    )
  throw new Error(`event ${stored.seq} (${type}) is damaged: ${places}`)
}

const knownTypes: ReadonlySet<string> = new Set(recordedEvent.options.map((option) => option.shape.type.value))

type Sourced = { readonly motion?: { readonly sources?: readonly { readonly text?: string }[] } }

/** Version 1 kept the texts of sources in the event. They stay there; version 2 tells how long they are. */
function withMeasuredSources(event: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { motion } = event as Sourced
  const sources = motion?.sources?.map((source) => ({ ...source, bytes: new TextEncoder().encode(source.text).length }))
  return { ...event, v: 2, ...(sources && { motion: { ...motion, sources } }) }
}
