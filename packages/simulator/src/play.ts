import type { ServerResponse } from 'node:http'

/** One thing that happens to a response. The end of the steps is its clean end. */
export type Step =
  | { readonly do: 'send'; readonly text: string /** It carries text of the answer. */; readonly content: boolean }
  | { readonly do: 'bytes'; readonly bytes: Uint8Array }
  | { readonly do: 'start'; readonly type: string }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'hang' }
  | { readonly do: 'cut' }
  | { readonly do: 'reset' }

export type Stage = {
  readonly response: ServerResponse
  readonly headers: Record<string, string>
  /** Content type of the answer where no step says another. */
  readonly type: string
  /** Milliseconds after each piece of content. */
  readonly pace: number
  /** Called for each piece of content that was sent. */
  sent(): void
  /** Called when the answer was sent to its end, or when a step breaks the connection. */
  over(how: 'ended' | 'broken'): void
}

const flushAt = 16_384
/** A reset may overtake bytes that were written just before it. */
const beforeReset = 10

/** Performs the steps on a response; what can go together leaves in one write, and a slow reader is waited for. */
export function play(steps: Iterable<Step>, { response, headers, type, pace, sent, over }: Stage): void {
  const iterator = steps[Symbol.iterator]()
  let pending = ''
  let timer: NodeJS.Timeout | undefined
  response.once('close', () => {
    clearTimeout(timer)
    iterator.return?.()
  })

  const begin = (as: string): void => {
    if (!response.headersSent) response.writeHead(200, { ...headers, 'content-type': as })
  }
  const later = (ms: number): void => {
    timer = setTimeout(run, ms)
  }
  /** Writes what is pending; false where the reader has to be waited for. */
  const flush = (): boolean => {
    if (pending === '') return true
    begin(type)
    const text = pending
    pending = ''
    return response.write(text)
  }
  const leave = (how: 'cut' | 'reset'): void => {
    if (response.headersSent || pending !== '') {
      begin(type)
      response.flushHeaders()
      flush()
    }
    over('broken')
    const socket = response.socket
    timer = setTimeout(() => (how === 'cut' ? socket?.destroy() : socket?.resetAndDestroy()), beforeReset)
  }
  const finish = (): void => {
    if (!response.headersSent && type === 'application/json') headers['content-length'] = String(Buffer.byteLength(pending))
    begin(type)
    over('ended')
    response.end(pending)
  }

  /** Whether the next step follows at once. */
  const perform = (step: Step): boolean => {
    switch (step.do) {
      case 'send': {
        pending += step.text
        if (step.content) sent()
        const paced = step.content && pace > 0
        if (!paced && pending.length < flushAt) return true
        if (!flush()) response.once('drain', paced ? () => later(pace) : run)
        else if (paced) later(pace)
        else return true
        return false
      }
      case 'bytes':
        flush()
        begin(type)
        response.write(step.bytes)
        return true
      case 'start':
        begin(step.type)
        response.flushHeaders()
        return true
      case 'wait':
        flush()
        later(step.ms)
        return false
      case 'hang':
        flush()
        return false
      case 'cut':
      case 'reset':
        leave(step.do)
        return false
    }
  }

  function run(): void {
    while (!response.destroyed) {
      const next = iterator.next()
      if (next.done) {
        finish()
        return
      }
      if (!perform(next.value)) return
    }
  }
  run()
}
