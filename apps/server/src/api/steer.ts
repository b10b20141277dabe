import { Problem, type Quorum, type Wish } from '@quorum/quorum'

/**
 * Gives a debate a client's command under an id, whatever way it came; resolves with that id once it is on disk. Throws a `Problem` where
 * nothing could ever come of it: a word to a seat that is not there, a vote for nothing. Who said it stays here: the log goes to others.
 */
export async function steer(quorum: Quorum, debateId: string, wish: Wish, id: string): Promise<string> {
  if (wish.type === 'resume') {
    await quorum.resume(debateId, { conclude: wish.conclude ?? false, id })
    return id
  }
  return quorum.send(debateId, await sound(quorum, debateId, wish), { id })
}

async function sound(quorum: Quorum, debateId: string, wish: Wish): Promise<Wish> {
  switch (wish.type) {
    case 'extend':
      if (!wish.rounds && !wish.budgetUsd && !wish.deadlineMs)
        throw new Problem('bad-request', 'Say by how much: rounds, budgetUsd or deadlineMs.')
      return wish
    case 'interject':
      if (!wish.text.trim()) throw new Problem('bad-request', 'There is nothing to say: text is blank.')
      if (wish.to !== undefined) await seated(quorum, debateId, wish.to)
      return wish
    case 'vote':
      if (wish.turnId !== undefined && wish.answer !== undefined) throw new Problem('bad-request', 'Say either turnId or answer.')
      return wish.turnId === undefined ? voteFor(wish.answer) : { ...wish, answer: await answerIn(quorum, debateId, wish.turnId) }
    default:
      return wish
  }
}

/** A word to a seat that is not there would be heard by nobody. */
async function seated(quorum: Quorum, debateId: string, to: string): Promise<void> {
  const seats = (await quorum.show(debateId)).seats.map(({ name }) => name)
  if (!seats.includes(to))
    throw new Problem('unprocessable', `There is no seat "${to.slice(0, 100)}" in this debate. Its seats are: ${seats.join(', ')}.`)
}

function voteFor(answer: string | undefined): Wish {
  if (!answer?.trim()) throw new Problem('bad-request', 'Say what the vote is for: turnId or answer.')
  return { type: 'vote', answer }
}

/** What a vote for a turn says to those who read it. */
async function answerIn(quorum: Quorum, debateId: string, turnId: string): Promise<string> {
  const turns = (await quorum.show(debateId)).rounds.flatMap((round) => round.turns)
  const answer = turns.find(({ id }) => id === turnId)?.position?.answer
  if (answer === undefined) throw new Problem('unprocessable', `No turn ${turnId.slice(0, 20)} with an answer was spoken in this debate.`)
  return answer
}
