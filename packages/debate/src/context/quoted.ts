/** Tags, bidirectional controls, zero-width and other characters that a person would not see but a model reads. */
const unseen = /[\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\u{E0000}-\u{E0FFF}]/gu

/** Anything of the form of a fence, whoever wrote it. */
const fenceLike = /q-[0-9a-f]{16}/gi

/** Somebody's words as they may stand inside a prompt: what cannot be seen is gone, and no fence or chat token is left to break out with. */
export const escaped = (text: string): string =>
  text.replace(unseen, '').replace(fenceLike, 'q-[removed]').replaceAll('<|', '< |').replaceAll('|>', '| >').trim()

/** A block of untrusted words between fences that nobody could know before they were written. `fence` has the form `q-` and 16 hex digits. */
export const fenced = (fence: string, label: string, text: string): string => `<<${fence} ${label}\n${escaped(text)}\n${fence}>>`
