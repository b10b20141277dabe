import { connect } from 'node:net'

/** What came back over a bare socket, byte for byte. */
export type Exchange = {
  /** Status of the response; `null` where no headers came. */
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>>
  /** The body without its chunked framing, as far as it came. */
  readonly body: Buffer
  readonly text: string
  /** Whether the last chunk, or the whole of the announced length, has come. */
  readonly whole: boolean
  /** How the connection was left: by the server, by a reset, or still open when we had waited long enough. */
  readonly ended: 'closed' | 'reset' | 'open'
  /** What the server wrote at a time, where the body came chunked. */
  readonly parts: readonly Buffer[]
  readonly ms: number
}

/** Posts JSON over a socket of its own and reads until it closes, or until nothing has come for `quiet` ms, or `enough` bytes have. */
export function exchange(
  url: string,
  path: string,
  body: unknown,
  {
    headers = {},
    quiet = 10_000,
    enough = Number.POSITIVE_INFINITY,
  }: { headers?: Record<string, string>; quiet?: number; enough?: number } = {},
): Promise<Exchange> {
  const { hostname, port } = new URL(url)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const lines = Object.entries({ host: hostname, connection: 'close', 'content-length': String(Buffer.byteLength(text)), ...headers })
  const started = performance.now()
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const socket = connect(Number(port), hostname, () => {
      socket.write(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${text}`)
    })
    const done = (ended: Exchange['ended']): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ ...readResponse(chunks, ended), ms: performance.now() - started })
    }
    const timer = setTimeout(() => done('open'), quiet)
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= enough) done('open')
      else timer.refresh()
    })
    socket.once('end', () => done('closed'))
    socket.once('error', () => done('reset'))
  })
}

function readResponse(chunks: readonly Buffer[], ended: Exchange['ended']): Omit<Exchange, 'ms'> {
  const raw = Buffer.concat(chunks)
  const border = raw.indexOf('\r\n\r\n')
  if (border < 0) return { status: null, headers: {}, body: raw, text: '', whole: false, ended, parts: [] }
  const [first = '', ...lines] = raw.subarray(0, border).toString().split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
  const rest = raw.subarray(border + 4)
  const chunked = headers['transfer-encoding'] === 'chunked'
  const { parts, whole } = chunked ? unchunked(rest) : { parts: [rest], whole: rest.length === Number(headers['content-length']) }
  const body = Buffer.concat(parts)
  return { status: Number(first.split(' ')[1]), headers, body, text: body.toString(), whole, ended, parts }
}

function unchunked(rest: Buffer): { parts: Buffer[]; whole: boolean } {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const line = rest.indexOf('\r\n', at)
    if (line < 0) return { parts, whole: false }
    const size = Number.parseInt(rest.toString('latin1', at, line), 16)
    if (size === 0) return { parts, whole: true }
    parts.push(rest.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}
