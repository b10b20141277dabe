export { voteWords } from './acts/vote-words.ts'
export { type Citation, type CitationStatus, faultIn } from './citations/citations.ts'
export { newlyCrowded } from './context/crowded.ts'
export { type Hidden, hiddenWithin, hiddenWords } from './context/hidden.ts'
export { type Memory, type MemoryStrategy, memory } from './context/memory.ts'
export { unfenced } from './context/quoted.ts'
export { type Fence, type Prompt, type Reading, render } from './context/render.ts'
export { type Attempt, type Debate, openAttempts, type Spend, type StepState, type TurnState, turnOf, unopened } from './debate.ts'
export { type DebateRequest, debateRequest } from './debate-request.ts'
export { circumstances } from './engine/absence.ts'
export { plannedDebaters } from './engine/conclude.ts'
export { awaitedPeople } from './engine/people.ts'
export type { Clock, Ports } from './engine/ports.ts'
export { promptAgain } from './engine/prompt-again.ts'
export { capsOf } from './engine/purse.ts'
export { readOn } from './engine/script.ts'
export { type DebateEvent, type Fact, type LiveEvent, type Recorded, type RecordedEvent, recordedEvent } from './event.ts'
export { evolve, replay } from './evolve.ts'
export { debateHealth, type Health, healthOf } from './health/health.ts'
export type { Signal } from './health/signal.ts'
export { letters } from './letters.ts'
export { readEvent, UnknownEvent, versionOf } from './lift.ts'
export { defaultLimits, type Limits, limits } from './limits.ts'
export type { Append, Catalogued, Command, Entry, Log } from './log.ts'
export type {
  About,
  Ask,
  Basis,
  Delta,
  Expects,
  Failure,
  FailureKind,
  Finish,
  Message,
  Model,
  ModelInfo,
  Part,
  Permission,
  Sampling,
  Sink,
  Start,
  Usage,
} from './model.ts'
export { permanent } from './model.ts'
export { type AnswerKind, type Motion, motion, type Source } from './motion.ts'
export { assignStances } from './moves/assign-stances.ts'
export { type Chained, familiesOf, firstPresent, otherFamiliesFirst, type Replaced } from './moves/chain.ts'
export { chaired } from './moves/chaired.ts'
export { asAnswered, type Classified, type Counted, classify, count } from './moves/classify.ts'
export { type CrossExamination, crossExamine } from './moves/cross-examine.ts'
export { byPlurality, lead, sharesOf, type Vote } from './moves/decide.ts'
export { type Held, heldIn, heldInSteps, lastHeld, meanConfidence, seatsOf, surest } from './moves/held.ts'
export { openings } from './moves/openings.ts'
export { revise, type Topology } from './moves/revise.ts'
export { synthesise } from './moves/synthesise.ts'
export { type Opening, opening, problemsOf } from './open-debate.ts'
export { costNano, type Price, type Rates, worstNano } from './price.ts'
export type { CallRange, Opened, Outcome, Protocol, Ruling, Script, Step, StepResult } from './protocol.ts'
export { protocol, step } from './protocol.ts'
export { protocols } from './protocols/catalogue.ts'
export { type Ending, type Resumption, runDebate } from './run-debate.ts'
export type { Role, Seat } from './seat.ts'
export { seeded, shuffled } from './seeded.ts'
export { type StandIn, standInOf, standInsTold, standInWords } from './stand-in.ts'
export { bootstrap, type Interval, middle } from './tally/bootstrap.ts'
export { bradleyTerry, type Pairing } from './tally/bradley-terry.ts'
export { type Calibration, calibrated, readCalibration } from './tally/calibration/calibration.ts'
export { type Features, featuresOf } from './tally/calibration/features.ts'
export { fitCalibration, type Judged } from './tally/calibration/fit-calibration.ts'
export { type Bin, brierScore, calibrationError, type Forecasted, logLoss, reliability } from './tally/calibration/reliability.ts'
export type { CastBallot } from './tally/cast-ballot.ts'
export { type Decision, type DecisionRule, decide, formOf } from './tally/decide.ts'
export { normalForm } from './tally/normal-form.ts'
export { type Rating, ratings } from './tally/ratings.ts'
export { type Act, contents, type Plan, type Position, position, type Turn } from './turn.ts'
export { type Share, type Status, status, type Verdict, verdict } from './verdict.ts'
export { type DebateView, type InterjectionView, type OnlookerVote, type SeatView, type TurnView, viewOf } from './view.ts'
export { type VirtualClock, virtualClock } from './virtual-clock.ts'
