import { z } from 'zod'
import { familiesOf, firstPresent, otherFamiliesFirst, type Replaced } from '../../moves/chain.ts'
import { asAnswered } from '../../moves/classify.ts'
import { sharesOf, soFarByPlurality } from '../../moves/decide.ts'
import { type Held, heldIn } from '../../moves/held.ts'
import { type Opened, protocol, type Ruling, type Step, type StepResult, step } from '../../protocol.ts'
import type { Seat } from '../../seat.ts'
import { answerClasses, sameAnswer } from '../../tally/answer-classes.ts'
import type { Plan } from '../../turn.ts'

/** Two sides answer each other until a judge is convinced. MAD: Liang et al., arXiv 2305.19118. */
export const adversarial = protocol({
  name: 'adversarial',
  version: 1,
  summary: 'one for, one against, and a judge; for finding the weak point of an answer',
  options: z.object({
    /** Rounds after which the judge has to decide. */
    rounds: z.number().int().min(1).max(10).default(3),
    /** Play it again with the sides exchanged, and decide only if both games end alike. */
    swap: z.boolean().default(false),
  }),
  closing: 'ruling',
  calls: (_debaters, { rounds, swap }) => {
    const games = swap ? 2 : 1
    return { low: 6 * games, expected: 6 * games, high: (3 * rounds + 2) * games }
  },
  *script(opened, { rounds, swap }) {
    const [one, other] = opened.debaters
    if (!one || !other) return null
    const game = yield* play(opened, one, other, opened.rounds ?? rounds)
    if (!game || !swap) return game && rulingOf(game, opened)
    const turned = yield* play(opened, other, one, opened.rounds ?? rounds)
    if (!turned) return null
    const replaced = [...game.replaced, ...turned.replaced]
    if (sameAnswer(game.answer, turned.answer, opened.motion)) return rulingOf({ ...game, replaced, last: turned.last }, opened)
    return rulingOf({ ...game, replaced, answer: 'split', stopReason: 'with the sides exchanged the judge ruled otherwise' }, opened)
  },
  soFar: soFarByPlurality,
})

type Game = {
  readonly answer: string
  /** The sides' first and last positions. */
  readonly first: readonly Held[]
  readonly last: readonly Held[]
  readonly replaced: readonly Replaced[]
  readonly stopReason: string
}

/** The affirmative speaks, the negative answers, and the judge rules or lets them go on; null where a side or every judge is missing. */
function* play(opened: Opened, affirmative: Seat, negative: Seat, limit: number): Generator<Step, Game | null, StepResult> {
  const judges = otherFamiliesFirst(opened.judges, familiesOf(opened.debaters, [affirmative.name, negative.name]))
  const said: Held[] = []
  const replaced: Replaced[] = []
  const over = (answer: string, stopReason: string): Game => ({
    answer,
    first: said.slice(0, 2),
    last: said.slice(-2),
    replaced,
    stopReason,
  })
  let rounds = limit
  for (let round = 0; round < rounds; round++) {
    const pro = yield* step([speech(affirmative, 'affirmative', said, round)], { round })
    said.push(...heldIn(pro.outcomes))
    const con = yield* step([speech(negative, 'negative', said, round)], { round })
    said.push(...heldIn(con.outcomes))
    const finish = pro.directions.finish || con.directions.finish
    if (said.length < 2 * (round + 1)) return null
    rounds = finish ? round + 1 : rounds + pro.directions.rounds + con.directions.rounds
    if (round === 0 && rounds > 1) continue
    const ruled = yield* firstPresent(judges, ({ name }) => ({ seat: name, act: 'ruling', hears: said.map(({ id }) => id) }), round)
    replaced.push(...ruled.replaced)
    if (!ruled.turn) return null
    const { preference, answer } = ruled.turn.ruling
    if (preference !== 'none' && answer) return over(answer, `the judge ruled for the ${preference} side`)
  }
  return yield* lastWord()

  /** Undecided: the judge lists the candidates of the whole transcript, then picks one. */
  function* lastWord(): Generator<Step, Game | null, StepResult> {
    const hears = said.map(({ id }) => id)
    const round = rounds - 1
    const listed = yield* firstPresent(judges, ({ name }) => ({ seat: name, act: 'candidates', hears }), round)
    const choices = listed.turn?.candidates.answers ?? answerClasses(asAnswered(said.slice(-2)), opened.motion).map(({ answer }) => answer)
    const picked = yield* firstPresent(judges, ({ name }) => ({ seat: name, act: 'ruling', hears, choices }), round)
    replaced.push(...listed.replaced, ...picked.replaced)
    const answer = picked.turn?.ruling.answer
    return answer ? over(answer, 'the judge picked among the candidates') : null
  }
}

function speech({ name }: Seat, side: 'affirmative' | 'negative', said: readonly Held[], round: number): Plan<'opening' | 'rebuttal'> {
  const act = round === 0 && side === 'affirmative' ? 'opening' : 'rebuttal'
  return { seat: name, act, hears: said.filter(({ seat }) => seat !== name).map(({ id }) => id), side: { name: side } }
}

function rulingOf({ answer, first, last, replaced, stopReason }: Game, opened: Opened): Ruling {
  const vote = (held: readonly Held[]) => ({ held, classes: answerClasses(asAnswered(held), opened.motion) })
  const supporters = last.filter(({ position }) => sameAnswer(position.answer, answer, opened.motion)).map(({ seat }) => seat)
  return { answer, before: sharesOf(vote(first)), after: sharesOf(vote(last)), supporters, replaced, stopReason }
}
