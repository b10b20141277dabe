import {
  type DebateView,
  faultIn,
  hiddenWords,
  type InterjectionView,
  type Position,
  type Share,
  standInsTold,
  standInWords,
  type TurnView,
  type Verdict,
} from '@quorum/debate'
import { citationsOf } from './citations-of.ts'

/** A report that reads well as text and as a page: the verdict first, then how it came about, then every word. */
export function markdownOf(view: DebateView): string {
  const { motion, verdict, rounds, interjections } = view
  const saidBefore = (heard: number | null) => interjections.filter(({ round }) => round === heard).map(interjected)
  const sections = [
    `# ${plain(motion.question)}`,
    view.simulated ? '> **Simulated.** No model was asked: every answer below was made up by a simulator.' : '',
    facts(view),
    verdict ? verdictOf(verdict, view) : `## No verdict\n\n${plain(view.stopReason ?? view.status)}`,
    section('## Citations', citationLines(view)),
    section('## Panel', panelOf(view)),
    section(
      '## Transcript',
      [
        ...rounds.map(({ number, turns }) => [`### Round ${number}`, ...saidBefore(number), ...turns.map(turnOf)].join('\n\n')),
        ...saidBefore(null),
      ],
      '\n\n',
    ),
  ]
  return `${sections.filter(Boolean).join('\n\n')}\n`
}

function facts({ id, status, protocol, createdAt, spend, motion, simulated }: DebateView): string {
  const cost = spend.costUsd === null ? 'cost not known' : `${spend.assumedUsd === undefined ? '' : 'up to '}$${spend.costUsd.toFixed(4)}`
  const beyond = spend.overrunUsd === undefined ? '' : `, and $${spend.overrunUsd.toFixed(4)} billed beyond caps`
  const options = motion.options.length > 0 ? `\n- Options: ${motion.options.map(plain).join(' | ')}` : ''
  const sources =
    motion.sources.length > 0
      ? `\n- Sources: ${motion.sources.map((source, index) => `[S${index + 1}] ${plain(source.name)}${source.private ? ' (for the debaters alone)' : ''}`).join(', ')}`
      : ''
  return [
    `- Status: **${status}**${simulated ? ' (simulated)' : ''}`,
    `- Protocol: ${protocol.name} ${protocol.version}${options}${sources}`,
    `- Cost: ${cost}${beyond}, ${spend.calls} calls, ${(spend.wallMs / 1000).toFixed(1)} s`,
    ...(spend.neededUsd
      ? [
          `- Its budget was too small: such a debate mostly costs ${dollars(spend.neededUsd.expected)}, at the most ${dollars(spend.neededUsd.high)}`,
        ]
      : []),
    `- Debate: ${id}, opened ${createdAt}`,
  ].join('\n')
}

function verdictOf(verdict: Verdict, { simulated, rounds, onlookers }: DebateView): string {
  const turns = rounds.flatMap((round) => round.turns)
  const soFar = verdict.stopReason === 'so far'
  const speakerOf = (id: string) => `${plain(turns.find((turn) => turn.id === id)?.seat ?? 'turn')} (${id})`
  const { answer, confidence, agreement, votes, dissent, changes, agreements, disagreements, missing, analysis } = verdict
  return [
    `## Verdict${soFar ? ' so far' : ''}${simulated ? ' (simulated)' : ''}`,
    quoted(answer),
    `Confidence ${percent(confidence.value)} (${confidence.basis}), shared by ${percent(agreement)} of the panel${verdict.tie ? ', after a tie' : ''}. ${soFar ? '' : sentence(verdict.stopReason)}`.trimEnd(),
    table(
      ['', 'Answer', 'Seats'],
      [...votes.before.map((share) => row('before debate', share)), ...votes.after.map((share) => row('after debate', share))],
    ),
    section('### Dissent', dissent.length > 0 ? dissent.map(dissenting) : ['Nobody dissents.']),
    section(
      '### Changes of mind',
      changes.map(
        ({ seat, round, from, to, because, reason }) =>
          `- **${plain(seat)}**, round ${round}: ${short(from)} → ${short(to)}${because.length > 0 ? `, because of ${because.map(speakerOf).join(', ')}` : ''}${reason ? `. ${plain(reason)}` : ''}`,
      ),
    ),
    section('### Agreed', agreements.map(item)),
    section('### Disputed', disagreements.map(item)),
    section('### Blind spots', (analysis?.blindSpots ?? []).map(item)),
    section('### Claims', claimsOf(verdict, speakerOf)),
    section(
      '### Votes of onlookers, not counted',
      onlookers.map(({ by, answer }) => `- **${plain(by ?? 'A person')}**: ${short(answer)}`),
    ),
    section('### Other models stood in', standInsTold(turns).map(item)),
    section(
      '### Missing',
      missing.map(({ seat, reason }) => `- **${plain(seat)}**: ${plain(reason)}`),
    ),
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** The claims behind the answers: which stood at the end, who made them, and what supports or attacks them. */
function claimsOf({ argumentMap }: Verdict, speakerOf: (turnId: string) => string): string[] {
  const { claims = [], links = [] } = argumentMap ?? {}
  return claims.map(({ id, text, turnIds, survived }) => {
    const bears = links.filter(({ to }) => to === id).map(({ from, kind }) => `${from} ${kind} it`)
    return `- **${plain(id)}** ${survived ? 'stands' : 'fell'}: ${plain(text)} (${[turnIds.map(speakerOf).join(', '), ...bears.map(plain)].join('; ')})`
  })
}

const row = (when: string, { answer, seats }: Share): string[] => [when, short(answer), seats.join(', ')]
const dissenting = ({ seat, answer, reason }: Verdict['dissent'][number]): string =>
  `- **${plain(seat)}** holds ${short(answer)}${reason ? `: ${plain(reason)}` : ''}`

function citationLines(view: DebateView): string[] {
  const { all, supported, faulty } = citationsOf(view)
  if (all === 0) return []
  const lines = faulty.map(({ seat, turnId, fault, sentence }) => `- **${plain(seat)}** (${turnId}): ${fault}: “${plain(sentence)}”`)
  return [`${supported} of ${all} stand in the sources that they name.${lines.length > 0 ? '\n' : ''}`, ...lines]
}

function panelOf({ seats }: DebateView): string[] {
  const argued = seats.some(({ stance, persona }) => stance ?? persona)
  const rows = seats.map(({ name, role, model, status, reason, costUsd, stance, persona }) => [
    name,
    role,
    model ?? 'a person',
    reason ? `${status}: ${reason}` : status,
    costUsd === null ? 'not known' : `$${costUsd.toFixed(4)}`,
    ...(argued ? [stance ?? persona ?? ''] : []),
  ])
  return [table(['Seat', 'Role', 'Model', 'Status', 'Cost', ...(argued ? ['Argues from'] : [])], rows)]
}

function turnOf({
  id,
  seat,
  act,
  status,
  reason,
  text,
  position,
  citations = [],
  truncated,
  promptCut,
  hidden,
  standIn,
}: TurnView): string {
  const held = position
    ? ` — ${short(position.answer)}${position.confidence === null ? '' : ` (${percent(position.confidence)} sure)`}`
    : ''
  const head = `#### ${plain(seat)}, ${act}${held} <sup>${id}</sup>`
  if (status === 'absent') return `${head}\n\n*absent: ${plain(reason ?? 'unknown')}*`
  if (status !== 'said') return `${head}\n\n*not said yet*`
  const cited = citations.flatMap((citation) => {
    const fault = faultIn(citation)
    return fault === null ? [] : [`- **${fault}**: “${plain(citation.sentence)}”`]
  })
  const quotes = [...(position?.quotes ?? []).map(quote), ...cited].join('\n')
  return `${head}${standIn ? `\n\n*${plain(standInWords(standIn))}*` : ''}\n\n${quoted(position?.argument ?? text)}${quotes && `\n\n${quotes}`}${truncated ? '\n\n*cut at the output cap*' : ''}${promptCut ? '\n\n*only a part of its prompt was read*' : ''}${hidden ? `\n\n*${plain(hiddenWords(hidden))}*` : ''}`
}

/** A passage of a source with what came of looking it up. */
const quote = ({ text, source, verified }: NonNullable<Position['quotes']>[number]): string =>
  `- “${plain(text)}”${source === null ? '' : ` [S${source}]`} — ${verified ? 'found word for word' : '**not found** in the sources'}`

function interjected({ text, by = 'A person', to, round }: InterjectionView): string {
  const head = `**${plain(by)}**${to ? ` to **${plain(to)}**` : ''}${round === null ? ', heard by nobody yet' : ''}:`
  return `${head}\n\n${quoted(text)}`
}

function section(title: string, parts: readonly string[], between = '\n'): string {
  return parts.length === 0 ? '' : `${title}\n\n${parts.join(between)}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => plain(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

const dollars = (amount: number): string => `$${amount.toFixed(4)}`
const percent = (share: number): string => `${Math.round(share * 100)} %`
const item = (text: string): string => `- ${plain(text)}`
const sentence = (text: string): string => (text ? `${text.charAt(0).toUpperCase()}${plain(text).slice(1)}.` : '')

/** What models wrote is quoted as they wrote it, but without raw HTML, pictures or headings of its own. */
const quoted = (text: string): string =>
  safe(text)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
const plain = (text: string): string => safe(text).replace(/\s+/g, ' ').trim()
const safe = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .replaceAll('<', '&lt;')
    .replaceAll('![', '!\\[')

const shortest = 120
function short(answer: string): string {
  const text = plain(answer)
  return text.length <= shortest ? text : `${text.slice(0, text.lastIndexOf(' ', shortest))} …`
}
