import { type DebateView, viewOf } from '@quorum/debate'
import { type LiveDebate, liveView, unwatched } from './live-view.ts'
import type { Watched } from './watch.ts'

/** A debate as it stands, with what is being said. `view` is the debate as data. */
export type Followed = LiveDebate & { readonly view: DebateView; readonly event: Watched }

/** Folds what is watched: a debate after each event, from its first. */
export async function* followed(events: AsyncIterable<Watched>): AsyncGenerator<Followed, void> {
  let seen = unwatched
  let view: DebateView | null = null
  for await (const event of events) {
    const before = seen.debate
    seen = liveView(seen, event)
    if (seen.debate !== before) view = seen.debate.opened ? viewOf(seen.debate, { owned: true, now: Date.now() }) : null
    if (view) yield { ...seen, view, event }
  }
}
