import type { Writable } from 'node:stream'

/** What is being read through links. */
export type Links = {
  /** Keeps a stream for as long as its link is good. */
  hold(link: string, stream: Writable): void
  /** Cuts all streams of a link that is good no more. */
  cut(link: string): void
}

/**
 * Streams by their links. Whether a link is still good is looked up again every so many milliseconds while anybody reads by it: it may
 * expire, and another process may revoke it. `failed` is told of a look that came to nothing; the next one follows.
 */
export function openLinks(isGood: (link: string) => Promise<boolean>, failed: (error: unknown) => void, everyMs = 5000): Links {
  const open = new Map<string, { readonly streams: Set<Writable>; readonly looking: NodeJS.Timeout }>()

  const cut = (link: string): void => {
    for (const stream of open.get(link)?.streams ?? []) stream.destroy()
  }
  const look = (link: string): void => {
    isGood(link).then((good) => good || cut(link), failed)
  }
  const readersOf = (link: string) => {
    const readers = open.get(link) ?? { streams: new Set<Writable>(), looking: setInterval(() => look(link), everyMs).unref() }
    open.set(link, readers)
    return readers
  }

  return {
    hold(link, stream) {
      if (stream.destroyed) return
      const { streams, looking } = readersOf(link)
      streams.add(stream)
      stream.once('close', () => {
        streams.delete(stream)
        if (streams.size > 0) return
        clearInterval(looking)
        open.delete(link)
      })
    },
    cut,
  }
}
