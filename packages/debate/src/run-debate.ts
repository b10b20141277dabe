import { type Debate, openAttempts } from './debate.ts'
import { hasQuorum } from './engine/absence.ts'
import { begin } from './engine/admission.ts'
import { concluded, verdictSoFar } from './engine/conclude.ts'
import { Conduct } from './engine/conduct.ts'
import type { Ports } from './engine/ports.ts'
import { readOn } from './engine/script.ts'
import { StepPlay } from './engine/step-play.ts'
import type { Fact } from './event.ts'
import type { Protocol, Ruling, Step } from './protocol.ts'
import type { Status, Verdict } from './verdict.ts'

/** How a run ended. Only `ended` closes the debate; after the others it can be resumed by whoever owns it then. */
export type Ending =
  | { readonly as: 'ended'; readonly status: Status; readonly verdict: Verdict | null; readonly stopReason: string }
  | { readonly as: 'paused'; readonly reason: string }
  | { readonly as: 'released' }
  | { readonly as: 'fenced' }

/** Why a recorded debate is taken up again: a person said so, or its owner died. */
export type Resumption = { readonly cause: 'person' | 'crash' | 'take-over'; readonly conclude?: true }

/** Take-overs without a completed turn between them after which a debate pauses instead of trying for ever. */
const crashLoop = 3

/**
 * Runs a debate from wherever its log stopped to its end. `resumption` is given for every run but the first. It resolves when everything
 * stated is on disk, and rejects only where the store fails for good; the debate can then be resumed from the log.
 */
export async function runDebate(debate: Debate, ports: Ports, resumption?: Resumption): Promise<Ending> {
  const conduct = new Conduct(debate, ports)
  try {
    if (resumption) void conduct.recorder.record(takeUp(debate, ports.epoch, resumption))
    conduct.start()
    const ending = await play(conduct, ports)
    await conduct.recorder.settled()
    return ending
  } catch (cause) {
    if (conduct.fenced) return { as: 'fenced' }
    throw cause
  } finally {
    conduct.close()
  }
}

/** Attempts that a dead owner left open cost their reserve: nobody can know what the vendor billed. */
function takeUp(debate: Debate, epoch: number, { cause, conclude }: Resumption): Fact[] {
  const interrupted = openAttempts(debate).map(({ turn, attempt: { attempt, reserveNano } }): Fact => {
    const cost = { nano: reserveNano, basis: 'worst' } as const
    return { type: 'turn-interrupted', turnId: turn.id, attempt, reason: 'crash', ...cost }
  })
  return [{ type: 'debate-resumed', epoch, cause, ...(conclude && { conclude }) }, ...interrupted]
}

async function play(conduct: Conduct, ports: Ports): Promise<Ending> {
  const { recorder } = conduct
  const { opened, crashes, conclude } = recorder.debate
  if (!opened) throw new Error('a debate is opened by its store before it is run')
  const protocol = ports.protocol(opened.protocol.name, opened.protocol.version)
  if (conclude) return end(conduct, 'stopped', 'concluded', verdictSoFar(recorder.debate, protocol))
  if (crashes >= crashLoop) return pauseFor(conduct, 'crash-loop')
  if (!protocol) return pauseFor(conduct, 'protocol-version')
  const reading = readOn(protocol, recorder.debate)
  if ('differs' in reading) return pauseFor(conduct, `protocol-changed: ${reading.differs}`)

  let { next } = reading
  while (!next.done) {
    await conduct.unpaused()
    if (conduct.halted) return halt(conduct, protocol)
    const played = await playStep(next.value, protocol, conduct, ports)
    if (played === 'halted') return halt(conduct, protocol)
    if (played === 'budget') return end(conduct, 'budget', 'budget', verdictSoFar(recorder.debate, protocol))
    if (played === 'no-quorum') return end(conduct, lacking(recorder.debate), 'too few spoke', null)
    next = reading.script.next(played)
  }
  return conclusion(conduct, next.value)
}

async function playStep(step: Step, protocol: Protocol, conduct: Conduct, ports: Ports) {
  const { recorder } = conduct
  let beginning = begin(recorder.debate, step, protocol, ports)
  while (beginning === 'budget') {
    if (recorder.debate.limits.onBudget === 'end') return 'budget'
    conduct.pause('budget')
    await conduct.unpaused()
    if (conduct.halted) return 'halted'
    beginning = begin(recorder.debate, step, protocol, ports)
  }
  const play = new StepPlay(step, beginning, conduct, ports)
  const result = await play.play()
  if (!result) return 'halted'
  const lacks = !hasQuorum(recorder.debate, beginning.number) && recorder.debate.limits.onNoQuorum === 'end'
  return lacks && !result.directions.finish ? 'no-quorum' : result
}

/** Too few spoke: because the money was gone, because nobody ever did, or simply too few. */
function lacking({ steps }: Debate): Status {
  const turns = steps.flatMap((step) => step.turns)
  if (turns.some(({ outcome }) => outcome?.absent === 'budget')) return 'budget'
  return turns.some(({ outcome }) => outcome?.turn) ? 'no-quorum' : 'failed'
}

async function halt(conduct: Conduct, protocol: Protocol): Promise<Ending> {
  const { debate } = conduct.recorder
  switch (conduct.halted) {
    case 'deadline':
      return end(conduct, 'deadline', 'deadline', verdictSoFar(debate, protocol))
    case 'fenced':
      throw conduct.broken
    case 'released':
      return { as: 'released' }
    case 'stopped':
    case null:
      return end(conduct, 'stopped', debate.conclude ? 'concluded' : 'stopped by a person', verdictSoFar(debate, protocol))
  }
}

async function conclusion(conduct: Conduct, ruling: Ruling | null): Promise<Ending> {
  const { debate } = conduct.recorder
  if (!ruling) return end(conduct, lacking(debate), 'nobody gave a valid answer', null)
  const verdict = concluded(ruling, debate)
  const short = debate.steps.some(({ turns }) => turns.some(({ outcome }) => outcome?.absent === 'budget'))
  return end(conduct, short ? 'budget' : verdict.missing.length > 0 ? 'degraded' : 'complete', ruling.stopReason, verdict)
}

async function end(conduct: Conduct, status: Status, stopReason: string, verdict: Verdict | null): Promise<Ending> {
  const fact: Fact = { type: 'debate-ended', status, stopReason, verdict }
  await conduct.recorder.record([fact])
  return { as: 'ended', status, verdict, stopReason }
}

async function pauseFor(conduct: Conduct, reason: string): Promise<Ending> {
  await conduct.recorder.record([{ type: 'debate-paused', reason }])
  return { as: 'paused', reason }
}
