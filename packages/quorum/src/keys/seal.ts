import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '@quorum/models'

/** Encrypts and decrypts with one key. */
export type Seal = {
  /** Tells keys apart without giving them away. */
  readonly keyId: string
  /** Encrypts a text; what it is `about` has to be said again to open it. */
  close(text: string, about: string): string
  /** The text; null where it was sealed by another key, about something else, or was changed since. */
  open(sealed: string, about: string): string | null
}

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
/** So that what is there can still be read when another one comes. */
const version = 'v1'
const derive = promisify<string, string, number, Buffer>(scrypt)

/**
 * AES-256-GCM by a key that is derived from the operator's secret. What is sealed is `v1.<key id>.<nonce, text and tag as base64url>`, so
 * that it can be told under which secret it opens when that is changed.
 */
export async function sealBy(secret: Secret): Promise<Seal> {
  const key = await derive(secret.reveal(), 'quorum sealed by QUORUM_SECRET_KEY', 32)
  const keyId = createHmac('sha256', key).update('id').digest('hex').slice(0, 8)
  return {
    keyId,
    close(text, about) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(about))
      const bytes = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [version, keyId, bytes.toString('base64url')].join('.')
    },
    open(sealed, about) {
      const [by, id, text = ''] = sealed.split('.')
      const bytes = Buffer.from(text, 'base64url')
      if (by !== version || id !== keyId || bytes.length < nonceBytes + tagBytes) return null
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(-tagBytes))
      const start = decipher.update(bytes.subarray(nonceBytes, -tagBytes))
      try {
        return Buffer.concat([start, decipher.final()]).toString('utf8')
      } catch (error) {
        if (error instanceof Error && /unable to authenticate/i.test(error.message)) return null
        throw error
      }
    },
  }
}
