import { useShown } from '../../live/use-debate.tsx'
import { SeatMark, seatIndex } from '../../parts/seat-mark.tsx'
import { useWords } from '../../words/speaking.tsx'
import { useRoundsSoon } from '../rounds-soon.ts'
import { Said } from '../turn/said.tsx'
import { TurnFacts } from '../turn/turn-facts.tsx'
import './timeline.css'

/** Everything that was said, one after another, with what people put in between. */
export default function Timeline() {
  const { view } = useShown()
  const { debate, steering } = useWords()
  const rounds = useRoundsSoon()
  return (
    <ol className="timeline">
      {rounds.map(({ number, turns }) => (
        <li key={number}>
          <h3 className="timeline-round">{debate.round(number)}</h3>
          <ol>
            {view.interjections
              .filter(({ round }) => round === number)
              .map(({ text, at, by }) => (
                <li key={at} className="timeline-turn timeline-person">
                  <span className="seat-mark seat-7" aria-hidden="true">
                    ✎
                  </span>
                  <div>
                    <h4>{by ?? steering.you}</h4>
                    <p>{text}</p>
                  </div>
                </li>
              ))}
            {turns.map((turn) => (
              <li key={turn.id} className="timeline-turn">
                <SeatMark name={turn.seat} index={seatIndex(view.seats, turn.seat)} />
                <div>
                  <h4>
                    {turn.seat} <span className="soft small">{debate.acts[turn.act] ?? turn.act}</span>
                  </h4>
                  <Said turn={turn} />
                  <TurnFacts turn={turn} />
                </div>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}
