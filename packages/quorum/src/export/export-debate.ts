import type { Quorum } from '../quorum.ts'
import { markdownOf } from './markdown.ts'

/** `md`: a report to read. `json`: the debate as data. `jsonl`: the events exactly as stored, one a line. */
export const exportFormats = ['md', 'json', 'jsonl'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** A debate as a file's text, ending with a newline. Throws a `Problem` where there is no such debate. */
export async function exportDebate(quorum: Quorum, debateId: string, format: ExportFormat): Promise<string> {
  switch (format) {
    case 'md':
      return markdownOf(await quorum.show(debateId))
    case 'json':
      return `${JSON.stringify(await quorum.show(debateId), null, 2)}\n`
    case 'jsonl':
      return linesOf(quorum, debateId)
  }
}

const page = 1000

async function linesOf(quorum: Quorum, debateId: string): Promise<string> {
  await quorum.show(debateId)
  const texts: string[] = []
  for (;;) {
    const entries = await quorum.store.read(debateId, texts.length, page)
    texts.push(...entries.map(({ text }) => text))
    if (entries.length < page) return texts.map((text) => `${text}\n`).join('')
  }
}
