import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { inLine } from '../display/plain.ts'
import type { Flags } from '../flags.ts'
import { idOf, inRoom } from '../room.ts'
import { Usage } from '../usage.ts'

/** `quorum delete ID`: forgets a debate for good, once somebody said yes. */
export const forget = (flags: Flags, debate: string): Promise<number> =>
  inRoom(async (quorum) => {
    const id = await idOf(debate, quorum)
    const { motion } = await quorum.show(id)
    if (!flags.yes && !(await agreed(`Delete debate ${id}, "${inLine(motion.question).slice(0, 60)}", for good? [y/N] `, flags))) {
      process.stderr.write('Nothing was deleted.\n')
      return 1
    }
    const { forks } = await quorum.delete(id)
    const copies = forks.length > 0 ? ` Forks of it keep what they share: ${forks.join(', ')}.` : ''
    process.stderr.write(`Deleted ${id}.${copies}\n`)
    return 0
  })

async function agreed(question: string, { input }: Flags): Promise<boolean> {
  if (!input || !process.stdin.isTTY) throw new Usage('To delete without being asked, add --yes.')
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await prompt.question(question)).trim())
  } finally {
    prompt.close()
  }
}
