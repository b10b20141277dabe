type Line = {
  readonly time: string
  readonly level: string
  readonly msg?: string
  readonly err?: { readonly stack?: string; readonly message?: string }
}

/** A line of the log for people: time, what is wrong, message, and what else it says. Control characters stay escaped. */
export function readable(json: string): string {
  const { time, level, msg = '', err, ...rest } = JSON.parse(json) as Line
  const said = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' && /^[\w:./-]+$/.test(value) ? value : JSON.stringify(value)}`,
  )
  const head = [time.slice(11, 19), ...(level === 'info' ? [] : [level.toUpperCase()]), msg, ...said].join(' ')
  return `${head}\n${err ? `  ${err.stack ?? err.message ?? ''}\n` : ''}`
}
