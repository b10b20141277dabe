import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * `qk_<id>_<secret><checksum>`: the id finds the record without a search, the secret is 256 random bits of which only the hash is kept,
 * and the checksum tells a mistyped key, and a leaked one to scanners, without asking anybody.
 */
export type ApiKey = { readonly id: string; readonly text: string; readonly hash: string }

const form = /^qk_([a-z0-9]{12})_([A-Za-z0-9]{43})([a-f0-9]{6})$/

export function newApiKey(): ApiKey {
  const id = randomBytes(6).toString('hex')
  const secret = newSecret()
  const text = `qk_${id}_${secret}${checksum(id, secret)}`
  return { id, text, hash: sha256(text) }
}

/** 256 random bits as 43 letters and digits, so that a double click selects them as a whole. */
export const newSecret = (): string => lettersOf(randomBytes(32))

/** The id of a key that is well-formed; null for anything else. */
export function idIn(text: string): string | null {
  const [, id = '', secret = '', sum] = form.exec(text) ?? []
  return id && sum === checksum(id, secret) ? id : null
}

/** In a time that does not depend on where the two differ. */
export const matches = (text: string, hash: string): boolean => timingSafeEqual(Buffer.from(sha256(text)), Buffer.from(hash))

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const checksum = (id: string, secret: string): string => sha256(`quorum ${id} ${secret}`).slice(0, 6)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function lettersOf(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (let place = 0; place < 43; place++) {
    text += alphabet[Number(rest % 62n)]
    rest /= 62n
  }
  return text
}
