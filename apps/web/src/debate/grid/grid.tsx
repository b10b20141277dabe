import type { TurnView } from '@quorum/debate'
import { useShown } from '../../live/use-debate.tsx'
import { useWords } from '../../words/speaking.tsx'
import { useRoundsSoon } from '../rounds-soon.ts'
import { useOpenTurn } from '../turn/open-turn.ts'
import { Cell } from './cell.tsx'
import './grid.css'

/** Rounds from top to bottom, panelists from left to right; judges and clerks stand under the round that they spoke in. */
export default function Grid() {
  const { view } = useShown()
  const { debate } = useWords()
  const rounds = useRoundsSoon()
  const [, open] = useOpenTurn()
  const debaters = view.seats.filter(({ role }) => role === 'debater').map(({ name }) => name)
  const others = (turns: readonly TurnView[]) => turns.filter(({ seat }) => !debaters.includes(seat))
  return (
    <div className="grid" style={{ '--seats': debaters.length } as React.CSSProperties}>
      {rounds.map(({ number, turns }) => (
        <section key={number} className="grid-round" aria-label={debate.round(number)}>
          <h3>{debate.round(number)}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard */}
          <div className="grid-row" role="group" aria-label={debate.round(number)} tabIndex={0}>
            {debaters.map((seat) => {
              const own = turns.filter((turn) => turn.seat === seat)
              return (
                <div key={seat} className="grid-place">
                  {own.map((turn) => (
                    <Cell key={turn.id} turn={turn} open={open} />
                  ))}
                </div>
              )
            })}
          </div>
          {others(turns).length > 0 && (
            <div className="grid-beside">
              {others(turns).map((turn) => (
                <Cell key={turn.id} turn={turn} open={open} />
              ))}
            </div>
          )}
        </section>
      ))}
    </div>
  )
}
