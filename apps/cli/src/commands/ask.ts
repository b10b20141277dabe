import { existsSync } from 'node:fs'
import type { ConfiguredQuorum } from '@quorum/quorum'
import type { Flags } from '../flags.ts'
import { follow } from '../follow.ts'
import { ownProtocol } from '../input/own-protocol.ts'
import { question } from '../input/question.ts'
import { requestFrom } from '../input/request.ts'
import { withSearch } from '../input/search.ts'
import { idOf, openRoom } from '../room.ts'
import { Usage } from '../usage.ts'

/** `quorum "question"`: opens a debate, shows it and gives its verdict. */
export async function ask(given: Flags, ...operands: string[]): Promise<number> {
  const { flags, words } = untangled(given, operands)
  const asked = await question(words, flags.file ? { input: false } : flags)
  if (!asked && !flags.file && typeof flags.me === 'string')
    throw new Usage(
      `"${flags.me}" is taken for your name, and there is no question: write it before --me, as quorum "question" --me ${flags.me}.`,
    )
  if (!asked && !flags.file) throw new Usage('There is no question: write it as quorum "question", or send it through a pipe.')
  const { files, flags: named } = await ownProtocol(flags)
  const room = await openRoom(undefined, 'cli', files)
  try {
    const after = named.follow === undefined ? {} : { follow: await idOf(named.follow, room.quorum) }
    const request = await requestFrom({ ...named, ...after }, asked, (preset) => usualProtocol(preset, room.quorum))
    return await follow(await room.quorum.start(await withSearch(request, flags, room.quorum.configuration.config)), room, flags)
  } finally {
    await room.close()
  }
}

/** `--context notes.txt "question"`, `--me "question"`: the last of several files that is no file is the question, and so is a name of several words. */
function untangled(flags: Flags, words: readonly string[]): { flags: Flags; words: readonly string[] } {
  const { context = [], me } = flags
  // No seat has a name with spaces that stands alone on the command line: it is the question.
  if (words.length === 0 && typeof me === 'string' && /\s|[?]$/.test(me.trim())) return { flags: { ...flags, me: true }, words: [me] }
  const last = context.at(-1)
  if (words.length > 0 || last === undefined || context.length < 2 || existsSync(last) || /^https?:\/\/\S+$/i.test(last))
    return { flags, words }
  return { flags: { ...flags, context: context.slice(0, -1) }, words: [last] }
}

/** The protocol that a request without one is held by; a protocol's name stands for itself where no preset has it. */
function usualProtocol(preset: string | undefined, { presets, protocols, configuration }: ConfiguredQuorum): string {
  const { protocol } = configuration.config
  const named = presets.find(({ name }) => name === preset)
  const own = named ? named.request.protocol?.name : protocols.find(({ name }) => name === preset)?.name
  return own ?? (typeof protocol === 'string' ? protocol : protocol?.name) ?? protocols[0]?.name ?? ''
}
