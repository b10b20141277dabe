import type { Quorum } from '../quorum.ts'
import { htmlOf } from './html.ts'
import { markdownOf } from './markdown.ts'

/**
 * `md`: a report to read. `html`: a page that replays it. `json`: the debate as data. `jsonl`: the events exactly as stored, one a line,
 * after the texts of its sources.
 */
export const exportFormats = ['md', 'html', 'json', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** A debate as a file's text, ending with a newline. Throws a `Problem` where there is no such debate. */
export async function exportDebate(quorum: Quorum, debateId: string, format: ExportFormat): Promise<string> {
  switch (format) {
    case 'md':
      return markdownOf(await quorum.show(debateId))
    case 'html':
      return htmlOf(await quorum.show(debateId), await quorum.events(debateId))
    case 'json':
      return `${JSON.stringify(await quorum.show(debateId), null, 2)}\n`
    case 'jsonl':
      return linesOf(quorum, debateId)
  }
}

const page = 1000

async function linesOf(quorum: Quorum, debateId: string): Promise<string> {
  const { motion } = await quorum.show(debateId)
  const named = (hash: string) => motion.sources.find((source) => source.hash === hash)?.name
  const sources = [...(await quorum.sources(debateId))].map(([hash, text]) => JSON.stringify({ source: { name: named(hash), hash, text } }))
  const texts: string[] = []
  for (;;) {
    const entries = await quorum.read(debateId, texts.length, page)
    texts.push(...entries.map(({ text }) => text))
    if (entries.length < page) return [...sources, ...texts].map((text) => `${text}\n`).join('')
  }
}
