/** Scripts that write without spaces; each of their characters counts as a word, so that a word within a sentence is found. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/** Text as every store searches it: words of letters and digits with one space between, without case and without accents. */
export function searchWords(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(unspaced, ' $& ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** What a person typed, as phrases that must all be found, each at the start of a word. No phrases: nothing can be found. */
export function searchPhrases(typed: string): readonly string[] {
  return typed
    .split(/\s+/)
    .map(searchWords)
    .filter((phrase) => phrase !== '')
    .slice(0, mostPhrases)
}

/** More narrow a search no further for a person, and each costs a look into the index. */
const mostPhrases = 12
