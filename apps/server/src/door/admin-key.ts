import { Problem } from '@quorum/quorum'
import type { Keys } from './keys.ts'

/** Characters that a key chosen by the operator has at least. */
const shortest = 24

/** The operator's key from the configuration, if there is one. Throws where it could be guessed. */
export function chosenAdminKey(text: string | undefined): string | null {
  if (text === undefined || text === '') return null
  if (/^[\x21-\x7e]+$/.test(text) && text.length >= shortest) return text
  throw new Problem(
    'unconfigured',
    `QUORUM_ADMIN_KEY is a secret of at least ${shortest} visible ASCII characters: \`openssl rand -hex 32\` makes one.`,
  )
}

/** Makes a key for the operator where nobody could make one otherwise; its text, to be shown once. `now` in milliseconds since 1970. */
export async function firstAdminKey(keys: Keys, now: number): Promise<string | null> {
  const records = await keys.list('local')
  if (records.some(({ scope, expiresAt }) => scope === 'admin' && (expiresAt === null || expiresAt > now))) return null
  return (await keys.create({ name: 'first key', scope: 'admin', tenant: 'local' }, now)).text
}
