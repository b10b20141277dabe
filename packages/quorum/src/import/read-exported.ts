import { createHash } from 'node:crypto'
import { setImmediate as breath } from 'node:timers/promises'
import { type Debate, type Entry, evolve, type RecordedEvent, readEvent, turnOf, unopened } from '@quorum/debate'
import { z } from 'zod'
import { Problem } from '../problem.ts'

/** An exported debate that was found to be one. */
export type Exported = {
  readonly debate: Debate
  /** Its events as they stand in the text, every field kept, but for the id of their debate. */
  readonly entries: readonly Entry[]
  /** What a search finds it by. */
  readonly said: readonly string[]
  /** Texts of its sources by their hash. */
  readonly blobs: ReadonlyMap<string, Uint8Array>
}

const sourceLine = z.strictObject({ source: z.object({ name: z.string(), hash: z.string(), text: z.string() }) })

/** Lines that are read before others get their turn. */
const atOnce = 100
/** Events at most, and what these list: seats, turns, who hears what. Far more than debates have; whoever reads one goes through all of it at once. */
const most = { events: 10_000, listed: 20_000 }
/** Characters of a line at the most: reading a line as JSON keeps everybody waiting. Texts of sources are read fast. */
const longest = { event: 4_000_000, source: 12_000_000 }

/**
 * Reads the log of an ended debate as `jsonl` exports it: the texts of its sources, then its events, one a line; `id` is what the debate is
 * to be called from now on. Every event is checked by itself and by what came before it. Throws a `Problem` that names the first line that
 * is wrong.
 */
export async function readExported(text: string, id: string): Promise<Exported> {
  const entries: Entry[] = []
  const said: string[] = []
  const blobs = new Map<string, Uint8Array>()
  let debate = unopened
  let listed = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (index % atOnce === atOnce - 1) await breath()
    if (line.trim() === '') continue
    try {
      const value = objectIn(line)
      if ('source' in value) {
        const [hash, bytes] = sourceIn(value)
        blobs.set(hash, bytes)
        continue
      }
      const event = readEvent(line)
      listed += listedIn(event)
      if (event.seq > most.events || listed > most.listed) throw new Error('it is longer than any debate')
      refuseMisplaced(event, debate)
      debate = evolve(debate, event)
      entries.push(entryOf(event, value, id))
      if (event.type === 'turn-ended' || event.type === 'human-spoke') said.push(event.text)
    } catch (cause) {
      throw unreadable(`Line ${index + 1}: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }
  refuseUnfinished(debate, blobs)
  return { debate, entries, said, blobs }
}

const unreadable = (why: string): Problem =>
  new Problem('unprocessable', `This is no debate that was exported as jsonl. ${why}${/[.!?]$/.test(why) ? '' : '.'}`)

function objectIn(line: string): object {
  if (line.length > (line.startsWith('{"source"') ? longest.source : longest.event)) throw new Error('it is longer than any event')
  const value: unknown = JSON.parse(line)
  if (typeof value === 'object' && value !== null && ('source' in value || 'type' in value)) return value
  throw new Error('it is no event')
}

function entryOf({ seq, type, debateId }: RecordedEvent, value: object, id: string): Entry {
  const from = type === 'debate-opened' && { imported: { id: debateId } }
  return { id: `${id}-1-${seq}`, seq, type, text: JSON.stringify({ ...value, debateId: id, ...from }) }
}

function sourceIn(value: unknown): [string, Uint8Array] {
  const read = sourceLine.safeParse(value)
  if (!read.success) throw new Error('a source needs a name, a hash and a text')
  const { hash, text } = read.data.source
  return [hash, measured(text, hash)]
}

/** The bytes of a source's text. Whatever else is kept under their hash, and for whomever, is this text; a hash alone proves nothing. */
function measured(text: string, hash: string): Uint8Array {
  const bytes = Buffer.from(text)
  if (createHash('sha256').update(bytes).digest('hex') !== hash) throw new Error('the text of this source is not what its hash says')
  return bytes
}

function listedIn(event: RecordedEvent): number {
  if (event.type === 'debate-opened') return event.panel.length + event.motion.sources.length
  if (event.type !== 'step-started') return 0
  return event.plans.reduce((sum, { hears }) => sum + 1 + hears.length, event.heard.length)
}

/** What the fold would take without a word, and no engine ever writes. */
function refuseMisplaced(event: RecordedEvent, debate: Debate): void {
  const { opened, ended, steps } = debate
  if (ended) throw new Error('it comes after the end of the debate')
  if (event.type === 'debate-opened') {
    if (opened) throw new Error('it opens a debate within a debate')
    for (const { text, hash } of event.motion.sources) if (text !== undefined) measured(text, hash)
    return
  }
  if (!opened) throw new Error('a debate begins with debate-opened')
  if (event.debateId !== opened.debateId) throw new Error(`it is of another debate, ${event.debateId}`)
  if (event.type === 'step-started') {
    if (event.step !== steps.length) throw new Error(`step ${event.step} is not the next one, ${steps.length}`)
    const stranger = event.plans.find(({ seat }) => opened.panel.every(({ name }) => name !== seat))
    if (stranger) throw new Error(`nobody of the panel is called ${stranger.seat}`)
  }
  if (event.type === 'source-read' && opened.motion.sources.every(({ hash }) => hash !== event.hash))
    throw new Error('the question comes with no such source')
  const turnId = event.type === 'human-spoke' || !('turnId' in event) ? undefined : event.turnId
  if (turnId !== undefined && turnOf(debate, turnId)?.id !== turnId) throw new Error(`turn ${turnId} was never planned`)
}

function refuseUnfinished({ opened, ended }: Debate, blobs: ReadonlyMap<string, Uint8Array>): void {
  if (!opened) throw unreadable('It holds no event')
  if (!ended) throw unreadable('The debate had not ended when it was exported: export it again once it has')
  const lost = opened.motion.sources.find(({ hash, text }) => text === undefined && !blobs.has(hash))
  // A hash alone would give away whatever text the store here keeps under it.
  if (lost) throw unreadable(`The text of its source ${lost.name} is missing`)
}
