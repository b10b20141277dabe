import type { Ask, Delta, Failure, Finish, Model, Sink } from '@quorum/debate'
import type { Clock } from '../deployment.ts'
import { overtaken } from './overtaken.ts'

type Result = Finish | Failure
/** One of two who are asked the same. */
type Side = { readonly model: Model; readonly abort: AbortController; attempt: number | null; retired: boolean }

export type Hedging = {
  readonly clock: Clock
  /** Milliseconds without a word after which a second one is asked as well. */
  readonly afterMs: number
  /** Who that is; `null` if there is nobody. */
  second(): Model | null
}

/**
 * Asks one, and where it says nothing for a while a second one as well; whoever speaks first goes on, and the other one is given up, closed
 * and paid. Each is an attempt of its own, and none of them begins anew while the other is under way. Nobody else is asked once the first
 * one has failed or said anything.
 */
export async function hedged(first: Model, request: Ask, sink: Sink, { clock, afterMs, second }: Hedging): Promise<Result> {
  const sides: Side[] = []
  let ahead: Side | null = null
  let cancel = (): void => undefined
  const begun = Promise.withResolvers<Model | null>()

  function join(model: Model): Promise<{ readonly side: Side; readonly result: Result }> {
    const side: Side = { model, abort: new AbortController(), attempt: null, retired: false }
    sides.push(side)
    const giveUp = () => side.abort.abort()
    request.signal.addEventListener('abort', giveUp, { once: true })
    if (request.signal.aborted) giveUp()
    return model
      .ask(asked(side), (delta) => hear(side, delta))
      .then((result) => {
        request.signal.removeEventListener('abort', giveUp)
        return { side, result }
      })
  }

  const under = (side: Side) => sides.some((other) => other !== side && other.attempt !== null)

  function asked(side: Side): Ask {
    const { partial } = request
    return {
      ...request,
      signal: side.abort.signal,
      async permit(start) {
        if (side.retired) return { granted: false, kind: 'aborted' }
        const permission = await request.permit(under(side) ? { ...start, hedged: true } : start)
        if (permission.granted) side.attempt = permission.attempt
        if (permission.granted && sides.length === 1) cancel = clock.after(afterMs, () => begun.resolve(second()))
        return permission
      },
      async again(failure) {
        cancel()
        if (under(side) && ahead !== side) side.retired = true
        await close(side, failure)
        // It will not ask again, so it need not wait for that either.
        if (side.retired) side.abort.abort(overtaken)
      },
      ...(partial && { partial: (value: unknown, attempt: number) => ahead === side && partial(value, attempt) }),
    }
  }

  /** The first word decides. */
  function hear(side: Side, delta: Delta): void {
    cancel()
    if (side.abort.signal.aborted) return
    ahead ??= side
    if (ahead !== side) return
    for (const other of sides) if (other !== side) other.abort.abort()
    sink(delta)
  }

  async function close(side: Side, failure: Failure): Promise<void> {
    side.attempt = null
    await request.again(failure)
  }

  const one = join(first)
  const other = await Promise.race([begun.promise, one.then(() => null)])
  cancel()
  // A word that came while somebody was looked for.
  if (!other || ahead || request.signal.aborted) return (await one).result
  const two = join(other)
  const done = await Promise.race([one, two])
  const rest = done.side === sides[0] ? two : one
  // What a side said before it was kept from asking again counts where the other one comes to nothing.
  const wins = (done.result.outcome === 'finish' && !done.side.retired) || ahead === done.side
  if (wins) for (const side of sides) if (side !== done.side) side.abort.abort()
  const [kept, lost] = wins ? [done, await rest] : [null, done]
  if (lost.result.attempt !== null && lost.side.attempt !== null) await close(lost.side, given(lost.result, ahead !== null || wins))
  const end = kept ?? (await rest)
  if (!kept && lost.result.outcome === 'finish' && end.result.outcome === 'failure' && !request.signal.aborted) {
    if (end.result.attempt !== null && end.side.attempt !== null) await close(end.side, end.result)
    return lost.result
  }
  // Whoever was kept from asking again has nothing to say of how both ended.
  const spoken = !end.side.retired || end.result.outcome === 'finish' || request.signal.aborted
  return spoken ? end.result : { ...given(lost.result, false), attempt: null, nano: 0, basis: 'zero', usage: null }
}

/** How the attempt of whoever came second ended. */
function given(result: Result, late: boolean): Failure {
  if (result.outcome === 'failure' && !late) return result
  const { attempt, nano, basis, usage } = result
  const reason = 'Another deployment answered first.'
  return { outcome: 'failure', kind: 'aborted', retryable: false, reason, text: '', attempt, nano, basis, usage }
}
