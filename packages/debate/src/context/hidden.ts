/** What a text holds that its readers do not see, or take for something else. */
export type Hidden = {
  /** Letters that leave no mark, and of what kinds they are. */
  readonly characters: number
  readonly kinds: readonly HiddenKind[]
  /** Words of two alphabets whose letters look alike: at most five. */
  readonly mixed: readonly string[]
}

export type HiddenKind = 'tags' | 'directions' | 'zero-width' | 'variants' | 'soft-hyphens' | 'controls' | 'fillers'

/** Scripts that join letters, whose spelling needs joiners and their absence. */
const joining =
  '\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mong}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}'
const pictures = '\\p{Extended_Pictographic}\\p{Emoji_Modifier}'

/** Joiners that belong where they stand: inside a picture made of several, and inside words of scripts that join letters. */
export const joiner = `(?:(?<=[${pictures}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})|(?<=[${joining}])[\\u200C\\u200D](?=[${joining}]))`

/** What else is part of a sign that is seen: the form of a picture, key caps, flags of regions, variants of Han and Mongolian letters. */
const seen = new RegExp(
  `${joiner}|(?<=[\\p{Extended_Pictographic}0-9#*])[\\uFE0E\\uFE0F]|\\u{1F3F4}[\\u{E0020}-\\u{E007E}]{1,6}\\u{E007F}|(?<=\\p{sc=Han})[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]|(?<=\\p{sc=Mong})[\\u180B-\\u180F]`,
  'gu',
)

const kinds: readonly (readonly [HiddenKind, RegExp])[] = [
  ['tags', /[\u{E0000}-\u{E007F}]/gu],
  ['directions', /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/gu],
  ['zero-width', /[\u200B-\u200D\u2060-\u2064\uFEFF]/gu],
  ['variants', /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u180B-\u180F]/gu],
  ['soft-hyphens', /\u00AD/gu],
  ['controls', /(?![\n\r\t])[\p{Cc}\uFFF9-\uFFFB]/gu],
]
const all = /(?![\n\r\t])[\p{Default_Ignorable_Code_Point}\p{Cc}\uFFF9-\uFFFB]/gu
/** Marks of direction belong into texts that are written from the right. */
const rightToLeft = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}]/u
const marks = /[\u200E\u200F\u061C]/gu

/** Latin letters beside Cyrillic or Greek ones that look like Latin letters; a unit such as μm is none. */
const foreign = /[\p{sc=Cyrl}\p{sc=Grek}]/u
const word = /[\p{L}\p{M}]+/gu
const mixes = (text: string): boolean => /\p{sc=Latn}/u.test(text) && /[АВЕЅІЈКМНОРСТУХЬаеѕіјорсухԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυικ]/u.test(text)
const most = 5

/** What is hidden in a text, which is left as it is; null where nothing is. Linear in its length. */
export function hiddenIn(text: string): Hidden | null {
  const mixed = foreign.test(text) ? [...new Set((text.match(word) ?? []).filter(mixes))] : []
  const shown = text.search(all) < 0 ? '' : visible(text)
  const characters = countOf(shown, all)
  if (characters === 0 && mixed.length === 0) return null
  const found = kinds.flatMap(([kind, letters]) => (countOf(shown, letters) > 0 ? [{ kind, count: countOf(shown, letters) }] : []))
  const named = found.reduce((sum, { count }) => sum + count, 0)
  return {
    characters,
    kinds: [...found.map(({ kind }) => kind), ...(named < characters ? (['fillers'] as const) : [])],
    mixed: mixed.slice(0, most).map((one) => one.slice(0, 60)),
  }
}

/** The text without what is rightly invisible in it. */
const visible = (text: string): string => {
  const rest = text.replace(seen, '')
  return rightToLeft.test(rest) ? rest.replace(marks, '') : rest
}

const countOf = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0

/** What is hidden anywhere in a value: in a turn, say, each text once. */
export function hiddenWithin(value: unknown): Hidden | null {
  const texts = new Set<string>()
  const gather = (one: unknown): void => {
    if (typeof one === 'string') texts.add(one)
    else if (typeof one === 'object' && one !== null) Object.values(one).forEach(gather)
  }
  gather(value)
  return hiddenIn([...texts].join('\n'))
}

/** The same for people: `held 12 invisible characters (tags); mixes alphabets in “pаypal”`. */
export function hiddenWords({ characters, kinds: found, mixed }: Hidden): string {
  const held = `held ${characters} invisible character${characters === 1 ? '' : 's'} (${found.join(', ').replace('-', ' ')})`
  const words = `mixes alphabets in ${mixed.map((one) => `“${one}”`).join(', ')}`
  return [...(characters > 0 ? [held] : []), ...(mixed.length > 0 ? [words] : [])].join('; ')
}
