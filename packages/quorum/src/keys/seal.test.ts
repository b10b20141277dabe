import { Secret } from '@quorum/models'
import { expect, it } from 'vitest'
import { sealBy } from './seal.ts'

const secret = new Secret('a secret of the operator, long enough')
const text = 'sk-a-key-of-a-provider-🔑'

it('opens what it sealed, under the same secret and about the same thing, and nothing else', async () => {
  const [seal, again, other] = await Promise.all([sealBy(secret), sealBy(secret), sealBy(new Secret(`${secret.reveal()}.`))])
  const sealed = seal.close(text, 'openai')
  expect(again.open(sealed, 'openai')).toBe(text)
  expect(again.open(sealed, 'anthropic')).toBeNull()
  expect(other.open(sealed, 'openai')).toBeNull()
  expect(other.open(sealed.replace(seal.keyId, other.keyId), 'openai')).toBeNull()
})

it('says its version and the id of its key, never repeats itself, and shows nothing of either secret', async () => {
  const seal = await sealBy(secret)
  const [one, two] = [seal.close(text, 'openai'), seal.close(text, 'openai')]
  expect(one).toMatch(new RegExp(`^v1\\.${seal.keyId}\\.[\\w-]+$`))
  expect(one).not.toBe(two)
  for (const sealed of [one, two])
    for (const hidden of [text, secret.reveal()])
      for (const form of [hidden, Buffer.from(hidden).toString('base64url'), Buffer.from(hidden).toString('hex')])
        expect(`${sealed} ${Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString()}`).not.toContain(form)
})

it('does not open what was changed by a bit anywhere, cut short, or is of another version', async () => {
  const seal = await sealBy(secret)
  const sealed = seal.close(text, 'openai')
  const [version, id, body = ''] = sealed.split('.')
  const bytes = Buffer.from(body, 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(seal.open([version, id, changed.toString('base64url')].join('.'), 'openai')).toBeNull()
  }
  for (const odd of ['', 'v1', `v1.${id}`, `v1.${id}.`, `v1.${id}.${body.slice(0, 20)}`, `v2.${id}.${body}`, `${id}.${body}`])
    expect(seal.open(odd, 'openai')).toBeNull()
})
