/** Names of environment variables whose values are nobody's business. */
const secretive = /(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)$|^(DATABASE|REDIS)_URL$/i
/** Shorter values are words that may stand anywhere. */
const shortest = 8

/** What keys look like, ours and those of vendors, wherever they stand. */
const shapes = [
  /\bq[ks]_[\w-]{12,}/g,
  /\b(?:sk|pk|rk|xai|gsk|AIza|whsec|ghp|hf)[-_][\w-]{12,}/g,
  /\bAIza[\w-]{30,}/g,
  /\bBearer\s+[^\s"\\]+/gi,
  /((?:[?&]|%3F|%26)(?:ticket|token|key|api_key|apikey|access_token)=)[^&\s"'\\]+/gi,
  /(\/shared\/)[^/?\s"'\\]+/g,
  /("(?:authorization|cookie|set-cookie|x-api-key|api-key|x-goog-api-key)"\s*:\s*")(?:[^"\\]|\\.)*/gi,
]
const hidden = '[redacted]'

/** Takes keys out of a text: what looks like one, and what the environment says is one. */
export function redactor(env: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const values = Object.entries(env).flatMap(([name, value = '']) => (secretive.test(name) && value.length >= shortest ? [value] : []))
  const spellings = [...new Set(values.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]))]
  return (text) => {
    const shaped = shapes.reduce(
      (rest, shape) => rest.replace(shape, (_, before) => (typeof before === 'string' ? before : '') + hidden),
      text,
    )
    return spellings.reduce((rest, value) => rest.replaceAll(value, hidden), shaped)
  }
}
