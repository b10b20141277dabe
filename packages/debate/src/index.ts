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
  Sink,
  Start,
  Usage,
} from './model.ts'
export { permanent } from './model.ts'
export { costNano, type Price, type Rates, worstNano } from './price.ts'
