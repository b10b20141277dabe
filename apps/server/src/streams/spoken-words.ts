import { type Act, type Debate, type DebateEvent, type LiveEvent, type Recorded, turnOf } from '@quorum/debate'

type Kind = 'reasoning' | 'text'

/** A piece of what a turn says that only ever grows. What is said anew after a failure is another one. */
export type Stretch = {
  /** Its own in the debate: the turn's id, with a suffix where the turn has several. */
  readonly id: string
  readonly turnId: string
  readonly seat: string
  readonly act: Act
  readonly round: number
  /** `reasoning`: what the model thought before it spoke. */
  readonly kind: Kind
}

export type Word =
  | { readonly as: 'begins' | 'ends'; readonly stretch: Stretch }
  | { readonly as: 'goes-on'; readonly stretch: Stretch; readonly text: string }

type Open = { readonly stretch: Stretch; said: string }
type Speech = { epoch: number; attempt: number; readonly open: Map<Kind, Open>; readonly begun: Record<Kind, number> }
type Delta = Extract<LiveEvent, { type: 'turn-delta' | 'turn-snapshot' }>

const kinds: readonly Kind[] = ['reasoning', 'text']

/**
 * For dialects in which text can only be appended: hand it the events of one debate, each with the debate after it, and it answers what
 * begins, grows and ends. Every stretch that begins ends: no debate ends with a turn open. Where nobody listened live, the whole text comes
 * with the record. A clerk's comparing is not told.
 */
export function spokenWords(): (event: DebateEvent, debate: Debate) => Word[] {
  const speeches = new Map<string, Speech>()

  function* begin(speech: Speech, turnId: string, kind: Kind, debate: Debate): Generator<Word, Open | null> {
    const found = placed(turnId, debate)
    if (!found) return null
    const time = ++speech.begun[kind]
    const id = `${turnId}${kind === 'reasoning' ? '-reasoning' : ''}${time > 1 ? `~${time}` : ''}`
    const open: Open = { stretch: { id, turnId, kind, ...found }, said: '' }
    speech.open.set(kind, open)
    yield { as: 'begins', stretch: open.stretch }
    return open
  }

  function* close(speech: Speech | undefined, which = kinds): Generator<Word, void> {
    for (const kind of which) {
      const open = speech?.open.get(kind)
      if (open) yield { as: 'ends', stretch: open.stretch }
      speech?.open.delete(kind)
    }
  }

  function* grow(speech: Speech, turnId: string, kind: Kind, text: string, debate: Debate): Generator<Word, void> {
    if (text === '') return
    const open = speech.open.get(kind) ?? (yield* begin(speech, turnId, kind, debate))
    if (!open) return
    open.said += text
    yield { as: 'goes-on', stretch: open.stretch, text }
  }

  function speechOf(turnId: string, epoch: number, attempt: number): Speech {
    const speech = speeches.get(turnId) ?? { epoch, attempt, open: new Map(), begun: { reasoning: 0, text: 0 } }
    speeches.set(turnId, speech)
    return speech
  }

  function* live({ turnId, epoch, attempt, kind, offset, text }: Delta, debate: Debate): Generator<Word, void> {
    const turn = turnOf(debate, turnId)
    if (!turn || turn.outcome || turn.plan.act === 'match') return
    const speech = speechOf(turnId, epoch, attempt)
    const newer = epoch - speech.epoch || attempt - speech.attempt
    if (newer < 0) return
    if (newer > 0) yield* close(speech)
    Object.assign(speech, { epoch, attempt })
    const said = speech.open.get(kind)?.said.length ?? 0
    // Words in between were lost to a slow reader: a snapshot, or the record, has them all.
    if (offset <= said) yield* grow(speech, turnId, kind, text.slice(said - offset), debate)
  }

  function* recorded(event: Recorded<'turn-ended'>, debate: Debate): Generator<Word, void> {
    const { turnId } = event
    if (turnOf(debate, turnId)?.plan.act === 'match') return
    const speech = speechOf(turnId, debate.epoch, event.attempt)
    for (const kind of kinds) {
      const whole = event[kind] ?? ''
      const said = speech.open.get(kind)?.said ?? ''
      const same = whole === '' || said.trim() === whole.trim()
      if (!same && !whole.startsWith(said)) yield* close(speech, [kind])
      const open = speech.open.get(kind)
      if (!same || !open) yield* grow(speech, turnId, kind, whole.slice(open?.said.length ?? 0), debate)
      yield* close(speech, [kind])
    }
    speeches.delete(turnId)
  }

  function* heard(event: DebateEvent, debate: Debate): Generator<Word, void> {
    switch (event.type) {
      case 'turn-delta':
      case 'turn-snapshot':
        return yield* live(event, debate)
      case 'turn-ended':
        return yield* recorded(event, debate)
      case 'turn-failed':
      case 'turn-interrupted':
        return yield* close(speeches.get(event.turnId))
    }
  }

  return (event, debate) => [...heard(event, debate)]
}

function placed(turnId: string, { steps }: Debate): Pick<Stretch, 'seat' | 'act' | 'round'> | null {
  for (const { round, turns } of steps) {
    const turn = turns.find(({ id }) => id === turnId)
    if (turn) return { seat: turn.plan.seat, act: turn.plan.act, round }
  }
  return null
}
