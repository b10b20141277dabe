/** What several runs of one measurement came to. */
export type Figures = { readonly median: number; readonly min: number; readonly max: number; readonly runs: number }

export function figuresOf(values: readonly number[]): Figures {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (place: number) => sorted[Math.round(place)] ?? Number.NaN
  const last = sorted.length - 1
  return { median: (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2, min: at(0), max: at(last), runs: sorted.length }
}

/** `8.1 (7.6-9.9)`: the median, and the lowest and highest in brackets. */
export const shown = ({ median, min, max }: Figures): string => `${rounded(median)} (${rounded(min)}-${rounded(max)})`

/** Three digits that count; more are noise. */
export const rounded = (value: number): string => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}
