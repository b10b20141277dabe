const keyShaped = [
  /\b(?:sk|pk|rk|gsk|xai|hf|nvapi|r8|csk|fw|tgp|pplx|key|api)[-_][\w*.-]{8,}/gi,
  /\bAIza[\w*-]{10,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /\b(?:bearer|basic)\s+[\w.~+/*=-]{8,}/gi,
  /\b(?:api[-_ ]?key|access[-_ ]?token|authorization)["']?\s*[:=]\s*["']?[\w.~+/*=-]{8,}/gi,
]

/** `text` without the key, in any form in which vendors echo one, and without anything that has the shape of one. */
export function redact(text: string, key: string): string {
  const known = key === '' ? text : [key, encodeURIComponent(key)].reduce((rest, form) => rest.replaceAll(form, '[redacted]'), text)
  return keyShaped.reduce((rest, shape) => rest.replace(shape, '[redacted]'), known)
}
