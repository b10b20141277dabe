import { Usage } from './usage.ts'

/** What an error tells people, and the exit code: 2 for what they can mend on the command line or in the configuration, 130 for Ctrl-C, else 1. */
export function told(error: unknown, env: NodeJS.ProcessEnv): { readonly text: string; readonly code: 1 | 2 | 130 } {
  const debug = env.QUORUM_DEBUG === '1'
  if (!(error instanceof Error)) return { text: `quorum: ${String(error)}`, code: 1 }
  // Ctrl-C at a question.
  if (error.name === 'AbortError') return { text: '', code: 130 }
  const code = isTheirs(error) ? 2 : 1
  const hint = code === 1 && !debug ? '\nThis should not happen; QUORUM_DEBUG=1 shows where it did.' : ''
  return { text: debug ? `quorum: ${error.stack ?? error.message}` : `quorum: ${error.message}${hint}`, code }
}

/** By name, so that the start of the command need not load the rooms that these errors come from. */
function isTheirs(error: Error): boolean {
  if (error instanceof Usage || error.name === 'Problem') return true
  return error.name === 'StoreError' && 'code' in error && ['unwritable', 'corrupt', 'newer-schema'].includes(String(error.code))
}
