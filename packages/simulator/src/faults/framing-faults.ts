import type { Answer } from '../answer.ts'
import type { Step } from '../play.ts'

/** Bytes that mean the same and that a careless parser stumbles over. */
export type FramingFault = {
  readonly name: string
  readonly does: string
  /** It concerns server-sent events alone. */
  readonly events: boolean
  /** What the text needs for the fault to show. */
  readonly change?: (answer: Answer) => Answer
  reframe(steps: Iterable<Step>): Iterable<Step>
}

type Sent = Extract<Step, { readonly do: 'send' }>

const framing = (name: string, does: string, change: (sent: Sent, index: number) => Iterable<Step>, events = false): FramingFault => ({
  name,
  does,
  events,
  *reframe(steps) {
    let index = 0
    for (const step of steps) {
      if (step.do === 'send') yield* change(step, index++)
      else yield step
    }
  },
})

const withText = (sent: Sent, text: string): Step[] => [{ ...sent, text }]

/** Every field that the format of server-sent events allows, and the JSON of each event over two `data:` lines. */
function dressed(text: string): string {
  const events = text.split('\n\n').filter((event) => event !== '')
  return events
    .map((event, index) => `: comment\nid: ${index}\nretry: 2000\n${event.replace(/^data: \{"\w+":/m, '$&\ndata: ')}\n\n`)
    .join('')
}

function* split(sent: Sent): Iterable<Step> {
  const bytes = Buffer.from(sent.text)
  const wide = bytes.findIndex((byte) => byte >= 0x80)
  const at = wide < 0 ? Math.floor(bytes.length / 2) : wide + 1
  yield { do: 'bytes', bytes: bytes.subarray(0, at) }
  yield { do: 'wait', ms: 1 }
  yield { do: 'bytes', bytes: bytes.subarray(at) }
  if (sent.content) yield { do: 'send', text: '', content: true }
}

export const framingFaults: readonly FramingFault[] = [
  framing('crlf', 'lines end in CR LF', (sent) => withText(sent, sent.text.replaceAll('\n', '\r\n'))),
  framing('cr', 'lines end in CR', (sent) => withText(sent, sent.text.replaceAll('\n', '\r')), true),
  framing('bom', 'a byte order mark first', (sent, index) => withText(sent, index === 0 ? `\uFEFF${sent.text}` : sent.text)),
  framing('fields', 'comments, ids, retry fields and data over several lines', (sent) => withText(sent, dressed(sent.text)), true),
  {
    ...framing('split', 'an emoji in the text, and every event cut inside a character', split),
    change: (answer) => ({ ...answer, text: answer.text.replace(' ', ' 🙂 ') }),
  },
]
