import process from 'node:process'
import { chooseDisplay } from '../display/choose-display.ts'
import { type Flags, outputOf } from '../flags.ts'
import { writeResult } from '../result.ts'
import { idOf, openRoom } from '../room.ts'

/** `quorum watch ID`: follows a debate that another process runs; leaving does not disturb it. */
export async function watch(flags: Flags, debate: string): Promise<number> {
  const room = await openRoom()
  const { quorum } = room
  const display = await chooseDisplay(flags, () => 'Ctrl-C leaves, the debate goes on')
  const leave = new AbortController()
  process.once('SIGINT', () => leave.abort())
  try {
    const id = await idOf(debate, quorum)
    await quorum.show(id)
    for await (const { seq, text, event } of quorum.watch(id, { signal: leave.signal })) {
      if (seq !== null && outputOf(flags) === 'ndjson') process.stdout.write(`${text}\n`)
      display.take(event)
    }
    display.close()
    if (leave.signal.aborted) {
      display.note(`The debate goes on. See how it ends with: quorum watch ${id}`)
      return 130
    }
    return await writeResult(id, quorum, flags)
  } finally {
    display.close()
    await room.close()
  }
}
