import type { TurnView } from '@quorum/debate'
import { useShown } from '../../live/use-debate.tsx'
import { useFigures, useWords } from '../../words/speaking.tsx'
import { isFallback } from '../turn-status.ts'

/** Who answered a turn, how fast and for how much. */
export function TurnFacts({ turn }: { turn: TurnView }) {
  const { view } = useShown()
  const { turn: words } = useWords()
  const figures = useFigures()
  const own = view.seats.find(({ name }) => name === turn.seat)?.model ?? null
  const { model, latencyMs, firstMs, costUsd, attempts, truncated, hidden } = turn
  return (
    <p className="turn-facts figure">
      {model && <span>{isFallback(turn, own) ? words.instead(model, own ?? '') : (own ?? model)}</span>}
      {latencyMs !== null && <span>{figures.time(latencyMs)}</span>}
      {firstMs !== null && <span>{words.first(figures.time(firstMs))}</span>}
      {attempts > 0 && <span>{costUsd === null ? words.unpriced : figures.usd(costUsd)}</span>}
      {attempts > 1 && <span>{words.attempts(attempts)}</span>}
      {truncated && <span>{words.truncated}</span>}
      {hidden && hidden.characters > 0 && <strong>{words.hidden(hidden.characters)}</strong>}
      {hidden && hidden.mixed.length > 0 && <strong>{words.mixed(hidden.mixed.join(', '))}</strong>}
    </p>
  )
}
