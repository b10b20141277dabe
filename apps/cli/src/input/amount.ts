import { Usage } from '../usage.ts'

/** US dollars from 0, as `0.50` or `$0.50`. */
export function dollars(text: string): number {
  const value = Number(text.trim().replace(/^\$/, ''))
  if (text.trim() === '' || !Number.isFinite(value)) throw new Usage(`"${text}" is not an amount: write US dollars, as --budget 0.50.`)
  if (value < 0) throw new Usage(`A budget of ${text} is less than nothing: write US dollars, as --budget 0.50.`)
  return value
}

/** A whole number in a range; `what` names it in the complaint. */
export const whole =
  (what: string, { from = 1, to = 1_000_000 }: { readonly from?: number; readonly to?: number } = {}) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isInteger(value) || value < from || value > to)
      throw new Usage(`${what} takes a whole number from ${from} to ${to}, not "${text}".`)
    return value
  }

/** A share from 0 to 1. */
export function share(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new Usage(`--fail-under takes a confidence from 0 to 1, as 0.7, not "${text}".`)
  return value
}
