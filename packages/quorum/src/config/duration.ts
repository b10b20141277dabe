const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
/** Node counts timers in 32 bits. */
const longest = 2 ** 31 - 1

/** Milliseconds of `90s`, `5m`, `1h30m`; a bare number is seconds. `null` for what is not a positive time below 24 days. */
export function readDuration(text: string): number | null {
  const plain = text.trim().toLowerCase()
  if (/^\d+(\.\d+)?$/.test(plain)) return within(Number(plain) * 1000)
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(plain)) return null
  const parts = [...plain.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)]
  return within(parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units], 0))
}

const within = (ms: number): number | null => (Math.round(ms) >= 1 && ms <= longest ? Math.round(ms) : null)
