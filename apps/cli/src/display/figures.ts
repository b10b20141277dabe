/** Nano-dollars as people read them; small amounts keep two figures that say something. */
export const money = (nano: number | null): string => (nano === null ? 'cost unknown' : usd(nano / 1e9))

export function usd(amount: number | null): string {
  if (amount === null) return 'cost unknown'
  if (amount === 0) return '$0'
  if (amount >= 1) return `$${amount.toFixed(2)}`
  return amount < 0.0001 ? '<$0.0001' : `$${amount.toFixed(4)}`
}

/** Milliseconds as `4.2 s`, `1:05`, `1:02:03`. */
export function time(ms: number): string {
  if (ms < 60_000) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`
  return clock(ms)
}

/** Milliseconds as `0:07`, for what counts up before one's eyes. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
