import { hiddenWithin, hiddenWords, type StandIn, standInWords, type Turn, voteWords } from '@quorum/debate'
import { count, percent } from './figures.ts'
import { inLine, plain } from './plain.ts'
import { type Sheet, seatPaint } from './sheet.ts'
import { cut, widthOf } from './width.ts'
import { indented, wrap } from './wrap.ts'

export type Setting = Sheet & {
  /** All seats of the panel: each keeps its colour. */
  readonly seats: readonly string[]
  /** Answers of an open motion are texts of their own. */
  readonly open: boolean
  /** What the seat held before this turn, if it held anything. */
  readonly held: string | null
  /** The seat was asked the same in this step before: this time everything stands in the other order. */
  readonly again: boolean
  /** Who is behind a turn id. */
  readonly speakerOf: (turnId: string) => string
  /** Who spoke in place of the seat's model, if anybody did. */
  readonly standIn: StandIn | null
}

/** A turn as people read it: who, what they hold, and every word. */
export function turnBlock(turn: Turn, setting: Setting): string[] {
  const { columns, paint, seats } = setting
  const { gist, words, after } = saidIn(turn, setting)
  const name = inLine(turn.seat)
  const first = gist
    ? `${seatPaint(paint, seats, turn.seat)(name)}  ${cut(gist, columns - widthOf(name) - 2)}`
    : seatPaint(paint, seats, turn.seat)(name)
  const body = words ? indented(wrap(plain(words).trim(), columns - 2), 2) : []
  const below = after.flatMap((text) => indented(wrap(plain(text).trim(), columns - 4), 4).map((line) => paint.italic(line)))
  const instead = setting.standIn ? indented(wrap(`${inLine(standInWords(setting.standIn))}.`, columns - 2), 2).map(paint.yellow) : []
  const hidden = hiddenWithin(turn)
  const unseen = hidden ? indented(wrap(`${inLine(hiddenWords(hidden))}.`, columns - 2), 2).map(paint.yellow) : []
  return [first, ...instead, ...unseen, ...body, ...below]
}

/** A vote in a line, whatever its form. */
function voteIn(ballot: Turn<'ballot'>['ballot']): string {
  const words = inLine(voteWords(ballot))
  if (ballot.approved) return `approves ${words}`
  if (ballot.points) return `gives points: ${words}`
  if (ballot.scores) return `marks ${words}`
  return ballot.order ? `ranks ${words}` : `votes for ${words}`
}

type Said = { readonly gist: string; readonly words: string; readonly after: readonly string[] }

function saidIn(turn: Turn, { open, held, again, speakerOf }: Setting): Said {
  const turned = again ? ', in the other order' : ''
  if ('position' in turn) {
    const { argument, answer, confidence, changed, changeReason, abstain, low, high, quotes = [] } = turn.position
    const within = low === undefined || high === undefined ? '' : `  between ${low} and ${high}`
    const sure = confidence === null ? '' : `  ${percent(confidence)} sure`
    const was = held !== null && changed && !open ? `  was: ${inLine(held)}` : ''
    const closed = `${inLine(answer)}${within}${sure}${was}`
    const after = [
      ...(open && answer.trim() !== argument.trim() ? [`→ ${answer}`] : []),
      ...(changed && changeReason ? [`changed: ${changeReason}`] : []),
      ...quotes.map(
        ({ text, source, verified }) =>
          `“${text}”${source === null ? '' : ` [S${source}]`} ${verified ? 'found word for word' : 'NOT found in the sources'}`,
      ),
    ]
    return {
      gist: abstain ? 'abstains' : open ? `${changed ? 'changes its answer' : ''}${sure}`.trim() : closed,
      words: argument,
      after,
    }
  }
  if ('ranking' in turn) return { gist: `ranks ${turn.ranking.order.map(speakerOf).join(' > ')}`, words: turn.ranking.argument, after: [] }
  if ('ballot' in turn) return { gist: `${voteIn(turn.ballot)}${turned}`, words: turn.ballot.argument, after: [] }
  if ('ruling' in turn) {
    const { preference, answer, argument } = turn.ruling
    return {
      gist: preference === 'none' ? 'is not decided yet' : `finds for the ${preference}: ${inLine(answer)}`,
      words: argument,
      after: [],
    }
  }
  if ('candidates' in turn)
    return { gist: `finds ${turn.candidates.answers.map(inLine).join(' | ')}`, words: turn.candidates.argument, after: [] }
  if ('synthesis' in turn) return { gist: 'concludes', words: turn.synthesis.argument, after: [`→ ${turn.synthesis.answer}`] }
  if ('match' in turn)
    return {
      gist: `finds ${count(turn.match.groups.length, 'different answer')}${turned}`,
      words: '',
      after: [],
    }
  if ('summary' in turn)
    return {
      gist: `sums up ${count(turn.summary.covers.length, 'turn')} that no longer ${turn.summary.covers.length === 1 ? 'fits' : 'fit'}`,
      words: turn.text,
      after: [],
    }
  if ('feedback' in turn) return { gist: 'tells what the estimates come to', words: turn.feedback.argument, after: [] }
  if ('score' in turn) {
    const { argument, scores } = turn.score
    return { gist: scores.map(({ turnId, overall }) => `${speakerOf(turnId)} ${overall}/10`).join('  '), words: argument, after: [] }
  }
  if ('comparison' in turn) {
    const { preference, argument } = turn.comparison
    const better = preference === 0 ? 'finds neither better' : `finds the ${preference > 0 ? 'first' : 'second'} better`
    return { gist: `${better}${Math.abs(preference) === 2 ? ', clearly' : ''}${turned}`, words: argument, after: [] }
  }
  if ('assessment' in turn) {
    const { argument, concluded, because, contradictions } = turn.assessment
    return {
      gist: concluded ? `holds the debate to be over: ${because.replace('-', ' ')}` : 'lets the debate go on',
      words: argument,
      after: contradictions.map(({ what }) => `contradiction: ${what}`),
    }
  }
  if ('assign' in turn)
    return {
      gist: 'gives everybody a stance',
      words: turn.assign.argument,
      after: turn.assign.stances.map(({ seat, stance }) => `${inLine(seat)}: ${stance}`),
    }
  if ('claims' in turn) {
    const { claims, links } = turn.claims
    return {
      gist: `maps ${count(claims.length, 'claim')} and ${count(links.length, 'link')}`,
      words: turn.claims.argument,
      after: claims.map(({ text, survived }) => `${survived ? 'stands' : 'fell'}: ${text}`),
    }
  }
  const { consensus, contradictions, blindSpots } = turn.analysis
  return {
    gist: 'lays out where the panel stands',
    words: '',
    after: [
      ...consensus.map((text) => `agreed: ${text}`),
      ...contradictions.map((text) => `disputed: ${text}`),
      ...blindSpots.map((text) => `not seen: ${text}`),
    ],
  }
}
