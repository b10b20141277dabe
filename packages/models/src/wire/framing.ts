/** How the events of a stream are told apart, as tests say it. */
export type Framing = {
  readonly type: string
  frame(json: string): string
  /** What an event begins with. */
  readonly begin: string
  /** Something that is no event. */
  readonly comment: string
  /** Other ways to say the same. */
  readonly spellings: readonly (readonly [name: string, change: (text: string) => string])[]
}

const crlf = ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')] as const
const mark = ['a byte order mark', (text: string) => `\uFEFF${text}`] as const

export const serverSent: Framing = {
  type: 'text/event-stream; charset=utf-8',
  frame: (json) => `data: ${json}\n\n`,
  begin: 'data: ',
  comment: ': ping\n\n',
  spellings: [
    crlf,
    ['CR alone', (text) => text.replaceAll('\n', '\r')],
    mark,
    ['comments and unknown fields', (text) => text.replaceAll('data:', ': ping\nid: 4\nretry: 10\nnonsense\ndata:')],
    ['data without a space', (text) => text.replaceAll('data: ', 'data:')],
    ['data over several lines', (text) => text.replaceAll(/^data: (\{"[^"]+":)/gm, 'data: $1\ndata: ')],
  ],
}

export const jsonLines: Framing = {
  type: 'application/x-ndjson',
  frame: (json) => `${json}\n`,
  begin: '',
  comment: '\n',
  spellings: [
    crlf,
    mark,
    ['blank lines', (text) => text.replaceAll('\n', '\n\n \n')],
    ['blanks around', (text) => text.replaceAll(/^/gm, '  ')],
  ],
}
