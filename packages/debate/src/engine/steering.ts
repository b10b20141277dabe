import { type Debate, madeAgain } from '../debate.ts'
import type { Fact } from '../event.ts'
import type { Command } from '../log.ts'
import { personSpoke } from './people.ts'

/**
 * The facts that a command becomes, given the debate as it is: pure, so that a command means the same whoever applies it. A command that
 * changes nothing (pausing what is paused) becomes no fact and is still answered.
 */
export function factsOf(command: Command, debate: Debate, epoch: number): Fact[] {
  const { paused, stopAsked, ended } = debate
  const resumed: Fact = { type: 'debate-resumed', epoch, cause: 'person' }
  if (ended) return []
  switch (command.type) {
    case 'pause':
      if (paused) return madeAgain.has(paused.reason) ? [resumed, pausedByPerson] : []
      return [pausedByPerson]
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
      const budgetNano = more(budgetUsd * 1e9)
      const extended: Fact = { type: 'limits-extended', rounds: more(rounds), budgetNano, deadlineMs: more(deadlineMs) }
      return paused?.reason === 'budget' && budgetNano > 0 ? [extended, resumed] : [extended]
    }
    case 'interject':
      return [{ type: 'human-spoke', what: 'interjection', text: command.text, ...(command.to && { to: command.to }), ...by(command) }]
    case 'speak':
      return personSpoke(command, debate, resumed)
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

const known: Readonly<Record<Command['type'], true>> = {
  pause: true,
  stop: true,
  'go-on': true,
  finish: true,
  resume: true,
  extend: true,
  interject: true,
  speak: true,
  vote: true,
}

/** Whether this release knows the command: another process may be of a later one. */
export const isKnown = ({ type }: Command): boolean => Object.hasOwn(known, type)

const pausedByPerson: Fact = { type: 'debate-paused', reason: 'person' }

/** A million dollars, thousands of years: more than anybody means, and few enough for sums of them to stay whole numbers. */
const most = 1e15

/** Limits are only ever raised, by whole numbers. */
const more = (amount: number): number => (Number.isFinite(amount) ? Math.min(most, Math.max(0, Math.round(amount))) : 0)

const by = ({ by }: { by?: string }) => (by ? { by } : {})
