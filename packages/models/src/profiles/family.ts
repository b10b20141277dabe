/** First match wins: a distilled model counts to the family of the teacher, whose errors it learnt. */
const families: readonly (readonly [pattern: RegExp, family: string])[] = [
  [/deepseek|(^|[/-])r1-/, 'deepseek'],
  [/claude/, 'claude'],
  [/gemini|gemma/, 'gemini'],
  [/gpt|(^|\/)o[1-9](-|$)|chatgpt|codex|davinci/, 'gpt'],
  [/kimi|moonshot/, 'kimi'],
  [/glm|(^|\/)zai/, 'glm'],
  [/minimax|abab|(^|\/)m2-/, 'minimax'],
  [/qwen|qwq|tongyi/, 'qwen'],
  [/mistral|mixtral|ministral|codestral|devstral|magistral|pixtral/, 'mistral'],
  [/grok/, 'grok'],
  [/command|c4ai|aya/, 'command'],
  [/sonar/, 'sonar'],
  [/nova-|titan/, 'nova'],
  [/nemotron/, 'nemotron'],
  [/phi-?\d|(^|\/)phi/, 'phi'],
  [/granite/, 'granite'],
  [/jamba/, 'jamba'],
  [/ernie/, 'ernie'],
  [/hunyuan/, 'hunyuan'],
  [/(^|\/)yi-/, 'yi'],
  [/olmo/, 'olmo'],
  [/llama/, 'llama'],
]

/** Who trained a model, from its name; a name that tells nothing is a family of its own. */
export function familyOf(model: string): string {
  const name = model.toLowerCase()
  const known = families.find(([pattern]) => pattern.test(name))?.[1]
  return known ?? (name.split('/').at(-1) ?? name).split(/[-:@_+]/)[0] ?? name
}

/** Whether a model thinks before it answers, as far as its name says. */
export function thinks(model: string): boolean {
  const name = model.toLowerCase()
  if (/non-reasoning|instruct|no-?think|-chat\b/.test(name)) return false
  return /(^|\/)o[1-9](-|$)|gpt-[5-9]|gpt-oss|reason|think|(^|[/-])r1\b|magistral|qwq|gemini-(2\.5|[3-9])|claude-(fable|opus-[5-9]|sonnet-[5-9])|grok-([4-9]|3-mini)|deepseek-v[4-9]|kimi-k([3-9]|2\.[5-9])|glm-[5-9]|minimax-m[1-9]|qwen-?3/.test(
    name,
  )
}
