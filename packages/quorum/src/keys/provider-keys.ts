import { type Keyring, type Provider, Secret } from '@quorum/models'
import type { Documents } from '@quorum/store'
import { Problem } from '../problem.ts'
import { type Seal, sealBy } from './seal.ts'

/** Keys of providers that are stored here, encrypted. */
export type ProviderKeys = {
  /** Every provider there is, and where its key comes from. */
  providers(): readonly Provider[]
  /** Stores a key and uses it from now on. Throws `conflict` where nothing can be encrypted. */
  put(provider: string, key: string): Promise<void>
  remove(provider: string): Promise<void>
  /** Whether a key is stored: `unreadable` where it cannot be decrypted. */
  stored(provider: string): 'readable' | 'unreadable' | null
  /** What seals other secrets that are kept beside these; null where nothing can be encrypted. */
  seal(): Promise<Seal | null>
}

export type ProviderKeysOptions = {
  readonly documents: Documents
  readonly keyring: Keyring
  /** What keys are encrypted by; null: none can be stored. */
  readonly secretKey: Secret | null
}

const kind = 'provider-key'
/** Keys of providers are the operator's. */
const tenant = 'local'
const shortest = 16

/**
 * Opens what is stored and hands it to who asks models, before anybody is asked: a debate that goes on after a restart needs it at once. What
 * another process stores is found at the next start. Throws `unconfigured` for a secret that could be guessed.
 */
export async function openProviderKeys({ documents, keyring, secretKey }: ProviderKeysOptions): Promise<ProviderKeys> {
  if (secretKey && secretKey.reveal().length < shortest)
    throw new Problem('unconfigured', `QUORUM_SECRET_KEY needs ${shortest} characters or more: \`openssl rand -base64 32\` makes one.`)
  const readable = new Map<string, boolean>()
  let made: Promise<Seal> | null = null

  /** Deriving a key is made to be slow, so it is done once, and only where it is needed. */
  function sealing(): Promise<Seal> | null {
    made ??= secretKey && sealBy(secretKey)
    return made
  }

  // There are fewer providers than a page holds.
  const { documents: found } = await documents.list({ kind, tenant, limit: 500 })
  for (const { id, text } of found) {
    const { sealed } = JSON.parse(text) as { readonly sealed: string }
    const key = (await sealing())?.open(sealed, aboutOf(id)) ?? null
    readable.set(id, key !== null)
    if (key !== null) keyring.set(id, new Secret(key))
  }

  return {
    providers: () => keyring.providers(),
    seal: async () => sealing(),
    async put(provider, key) {
      const seal = await sealing()
      if (!seal)
        throw new Problem(
          'conflict',
          'Keys are stored encrypted only: set QUORUM_SECRET_KEY (`openssl rand -base64 32` makes one) and start again.',
        )
      await documents.put({ kind, id: provider, tenant, text: JSON.stringify({ sealed: seal.close(key, aboutOf(provider)) }) })
      readable.set(provider, true)
      keyring.set(provider, new Secret(key))
    },
    async remove(provider) {
      await documents.remove(kind, provider)
      readable.delete(provider)
      keyring.set(provider, null)
    },
    stored(provider) {
      const is = readable.get(provider)
      return is === undefined ? null : is ? 'readable' : 'unreadable'
    },
  }
}

/** No provider's key opens as another's. */
const aboutOf = (provider: string): string => `${kind}:${provider}`
