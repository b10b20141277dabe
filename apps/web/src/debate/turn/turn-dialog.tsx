import { useShown } from '../../live/use-debate.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { later } from '../../parts/later.tsx'
import { SeatMark, seatIndex } from '../../parts/seat-mark.tsx'
import { useWords } from '../../words/speaking.tsx'
import { AskedWith } from '../trace/asked-with.tsx'
import { useOpenTurn } from './open-turn.ts'
import { Quotes } from './quotes.tsx'
import { Said } from './said.tsx'
import { TurnFacts } from './turn-facts.tsx'
import { TurnLink } from './turn-link.tsx'
import './turn-dialog.css'

const Comments = later(() => import('../comments/comments.tsx'))

/** One turn in full, over whatever view one was in. */
export function TurnDialog() {
  const { view } = useShown()
  const [id, open] = useOpenTurn()
  const { turn: words, debate } = useWords()
  const round = view.rounds.find(({ turns }) => turns.some((turn) => turn.id === id))
  const turn = round?.turns.find((one) => one.id === id)
  if (!turn || !round) return null
  const movers = (turn.position?.becauseOf ?? []).flatMap((other) =>
    view.rounds.flatMap(({ turns }) => turns.filter((one) => one.id === other)),
  )
  const title = (
    <span className="turn-title">
      <SeatMark name={turn.seat} index={seatIndex(view.seats, turn.seat)} />
      <span>
        {turn.seat}
        <span className="soft small">
          {debate.acts[turn.act] ?? turn.act} · {debate.round(round.number)}
        </span>
      </span>
    </span>
  )
  return (
    <Dialog key={turn.id} title={title} close={() => open(null)} wide>
      <Said turn={turn} />
      {movers.length > 0 && (
        <p>
          {words.because}{' '}
          {movers.map((mover, at) => (
            <span key={mover.id}>
              {at > 0 && ', '}
              <TurnLink id={mover.id}>{mover.seat}</TurnLink>
            </span>
          ))}
        </p>
      )}
      <Quotes turn={turn} />
      <TurnFacts turn={turn} />
      <AskedWith turn={turn} />
      <Comments turnId={turn.id} />
    </Dialog>
  )
}
