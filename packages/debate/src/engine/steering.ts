import type { Debate } from '../debate.ts'
import type { Fact } from '../event.ts'
import type { Command } from '../log.ts'

/**
 * The facts that a command becomes, given the debate as it is: pure, so that a command means the same whoever applies it. A command that
 * changes nothing (pausing what is paused) becomes no fact and is still answered. A person's turn (`speak`) is the step's business.
 */
export function factsOf(command: Exclude<Command, { type: 'speak' }>, debate: Debate, epoch: number): Fact[] {
  const { paused, stopAsked, ended } = debate
  const resumed: Fact = { type: 'debate-resumed', epoch, cause: 'person' }
  if (ended) return []
  switch (command.type) {
    case 'pause':
      return paused ? [] : [{ type: 'debate-paused', reason: 'person' }]
    case 'resume':
      if (command.conclude) return [{ ...resumed, conclude: true }]
      return paused && paused.reason !== 'awaiting-person' ? [resumed] : []
    case 'stop':
      return stopAsked ? [] : [{ type: 'stop-asked' }]
    case 'go-on':
    case 'finish':
      return [{ type: 'directed', what: command.type }]
    case 'extend': {
      const { rounds = 0, budgetUsd = 0, deadlineMs = 0 } = command
      const extended: Fact = { type: 'limits-extended', rounds, budgetNano: Math.round(budgetUsd * 1e9), deadlineMs }
      return paused?.reason === 'budget' && budgetUsd > 0 ? [extended, resumed] : [extended]
    }
    case 'interject':
      return [{ type: 'human-spoke', what: 'interjection', text: command.text, ...(command.to && { to: command.to }), ...by(command) }]
    case 'vote':
      return [
        {
          type: 'human-spoke',
          what: 'vote',
          text: command.answer ?? '',
          ...(command.turnId && { turnId: command.turnId }),
          ...by(command),
        },
      ]
  }
}

const by = ({ by }: { by?: string }) => (by ? { by } : {})

/** A person's turn, as the log keeps it. */
export function personSpoke(command: Extract<Command, { type: 'speak' }>): Fact {
  const { turnId, argument, answer, confidence = null } = command
  return {
    type: 'turn-ended',
    turnId,
    attempt: 1,
    text: argument,
    position: { argument, answer: answer ?? argument, confidence },
    usage: null,
    nano: 0,
    basis: 'zero',
    finish: 'stop',
    modelAnswered: 'person',
  }
}
