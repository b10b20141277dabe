import { bareWords } from '../context/bare-words.ts'
import { type CitedSentence, citedSentences } from './cited-sentences.ts'
import { passagesOf } from './passages.ts'
import { type Terms, termsOf } from './terms.ts'

/**
 * `supported`: the words of the sentence stand in the source. `unsupported`: they do not. `no-source`: there is no source of this number.
 * `unchecked`: the sentence says too little, or the text of the source is not at hand.
 */
export type CitationStatus = 'supported' | 'unsupported' | 'no-source' | 'unchecked'

export type Citation = {
  /** Number of the source: 1 is `[S1]`. */
  readonly source: number
  readonly status: CitationStatus
  /** Share of the sentence's words and numbers that stand together in the source, from 0 to 1; null where it was not looked for. */
  readonly score: number | null
  readonly sentence: string
}

/** A source as it is looked up; made once for all sentences by `sourceIndex`. */
export type IndexedSource = { readonly bare: string; readonly passages: readonly Terms[] }

/** At least this share of a sentence has to stand in its sources. */
const enough = 0.5
const fewestTerms = 2
const longest = 500

/** What is wrong with a citation, in words after its number; null where nothing is. */
export function faultIn({ source, status }: Citation): string | null {
  if (status === 'no-source') return `there is no source [S${source}]`
  return status === 'unsupported' ? `[S${source}] does not say that` : null
}

export const sourceIndex = (text: string): IndexedSource => ({ bare: bareWords(text), passages: passagesOf(text).map(termsOf) })

/**
 * The citations in a text, each looked up in the source that it names. `sources` in the order of the motion; null where a text is lost.
 *
 * A sentence is supported by a source if half of its words (of its share, where it names several sources) stand together in one passage of
 * it, all of its numbers in the best passages of the sources that it names, and what it quotes in one of them word for word. It compares
 * words and not meanings: it finds what was made up, and not what was misread.
 */
export function citationsIn(text: string, sources: readonly (IndexedSource | null)[]): Citation[] {
  return citedSentences(text).flatMap((cited) => checked(cited, sources))
}

function checked({ sentence, claim, sources: named }: CitedSentence, sources: readonly (IndexedSource | null)[]): Citation[] {
  const terms = termsOf(claim)
  const tooShort = terms.words.size + terms.numbers.size < fewestTerms
  const found = named.map((number) => {
    const source = sources[number - 1]
    return { number, source, best: source && !tooShort ? bestOf(terms, source) : null }
  })
  const read = found.flatMap(({ source }) => source ?? [])
  const numbersStand = [...terms.numbers].every((number) => found.some(({ best }) => best?.passage.numbers.has(number)))
  const quotesStand = quotesOf(claim).every((quote) => read.some(({ bare }) => bare.includes(quote)))
  return found.map(({ number, source, best }): Citation => {
    const told = { source: number, sentence: sentence.slice(0, longest) }
    if (source === undefined) return { ...told, status: 'no-source', score: null }
    if (!best) return { ...told, status: 'unchecked', score: null }
    const stands = best.score >= enough / named.length && numbersStand && quotesStand
    return { ...told, status: stands ? 'supported' : 'unsupported', score: Math.round(best.score * 100) / 100 }
  })
}

function bestOf({ words, numbers }: Terms, { passages }: IndexedSource): { readonly score: number; readonly passage: Terms } | null {
  const scored = passages.map((passage) => {
    const stand = [...words].filter((one) => passage.words.has(one)).length + [...numbers].filter((one) => passage.numbers.has(one)).length
    return { passage, score: stand / (words.size + numbers.size) }
  })
  return scored.reduce<(typeof scored)[number] | null>((best, one) => (best && best.score >= one.score ? best : one), null)
}

/** What stands in quotation marks and is more than a word. A single mark counts where no letter stands before it, as one does before most apostrophes. */
const quotesOf = (claim: string): string[] =>
  [...claim.matchAll(/["“„«]([^"“”„«»]{8,400})["”“»]|(?<![\p{L}\p{N}])['‘‚](?! )([^"“”„«»]{8,400}?)['’‘](?![\p{L}\p{N}])/gu)]
    .map(([, double, single]) => bareWords(double ?? single ?? ''))
    .filter((quote) => quote.trim().split(' ').length >= 2)
