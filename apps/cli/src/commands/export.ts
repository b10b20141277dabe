import { writeFile } from 'node:fs/promises'
import process from 'node:process'
import { exportDebate } from '@quorum/quorum'
import type { Flags } from '../flags.ts'
import { idOf, inRoom } from '../room.ts'
import { Usage } from '../usage.ts'

/** `quorum export ID --format md|html|json|jsonl -o file` */
export const exported = ({ format = 'md', out }: Flags, debate: string): Promise<number> =>
  inRoom(async (quorum) => {
    const text = await exportDebate(quorum, await idOf(debate, quorum), format)
    if (out === undefined || out === '-') process.stdout.write(text)
    else {
      await writeFile(out, text).catch((cause: Error) => {
        throw new Usage(`${out} cannot be written: ${cause.message}.`, { cause })
      })
      process.stderr.write(`Written to ${out}.\n`)
    }
    return 0
  })
