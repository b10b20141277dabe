import { Problem } from '../problem.ts'
import type { Config } from './config.ts'
import { readDuration } from './duration.ts'
import type { Environment } from './folders.ts'

/** Variables that configure, and what each stands for. */
export const configVariables = {
  QUORUM_DATA_DIR: 'the folder of the debates',
  QUORUM_MODELS: 'the usual panel, as provider/model,provider/model',
  QUORUM_JUDGES: 'models of judges and chairmen',
  QUORUM_PROTOCOL: 'the usual protocol',
  QUORUM_ROUNDS: 'speaking rounds at the most',
  QUORUM_BUDGET: 'US dollars that a debate may cost',
  QUORUM_TIMEOUT: 'how long a debate may take, as 5m',
} as const
type Variable = keyof typeof configVariables

/** What the environment configures; throws a `Problem` that names the variable that is wrong. */
export function configFromEnv(env: Environment): Config {
  const said = (name: Variable) => env[name]?.trim() || undefined
  const wrong = (name: Variable, wanted: string) => new Problem('bad-request', `${name} is "${env[name]}", and should be ${wanted}.`)
  const number = (name: Variable, wanted: string, allowed: (value: number) => boolean) => {
    const text = said(name)
    if (text !== undefined && !allowed(Number(text))) throw wrong(name, wanted)
    return text === undefined ? undefined : Number(text)
  }
  const models = listed(said('QUORUM_MODELS'))
  const judges = listed(said('QUORUM_JUDGES'))
  const protocol = said('QUORUM_PROTOCOL')
  const dataDir = said('QUORUM_DATA_DIR')
  const rounds = number('QUORUM_ROUNDS', 'a whole number from 1', (value) => Number.isInteger(value) && value > 0)
  const budgetUsd = number('QUORUM_BUDGET', 'an amount in US dollars, as 0.50', (value) => Number.isFinite(value) && value >= 0)
  const timeout = said('QUORUM_TIMEOUT')
  const deadlineMs = timeout === undefined ? undefined : readDuration(timeout)
  if (deadlineMs === null) throw wrong('QUORUM_TIMEOUT', 'a time, as 90s or 5m')
  const limits = { ...(rounds && { rounds }), ...(budgetUsd !== undefined && { budgetUsd }), ...(deadlineMs && { deadlineMs }) }
  return {
    ...(models && { models }),
    ...(judges && { judges }),
    ...(protocol && { protocol }),
    ...(dataDir && { dataDir }),
    ...(Object.keys(limits).length > 0 && { limits }),
  }
}

function listed(text: string | undefined): string[] | undefined {
  const names = text?.split(',').flatMap((name) => name.trim() || [])
  return names && names.length > 0 ? names : undefined
}
