import process from 'node:process'
import type { Ending } from '@quorum/debate'
import type { Started } from '@quorum/quorum'
import { chooseDisplay } from './display/choose-display.ts'
import type { Display } from './display/display.ts'
import { type Flags, outputOf } from './flags.ts'
import { writeResult } from './result.ts'
import type { Room } from './room.ts'
import { heedSignals } from './signals.ts'
import { panelWarnings } from './warnings.ts'

/** Shows a debate that runs here until it ends, writes its verdict, and resolves with the exit code. Closes the room. */
export async function follow({ id, ending }: Started, room: Room, flags: Flags): Promise<number> {
  let stopping = false
  const display = await chooseDisplay(flags, () => (stopping ? 'Ctrl-C again leaves at once' : 'Ctrl-C ends it'))
  const heedless = heedSignals({
    first() {
      stopping = true
      display.note('Stopping: the verdict so far follows. Ctrl-C again leaves at once.')
      room.quorum.send(id, { type: 'stop' }).catch((error: Error) => display.note(error.message))
    },
    again() {
      display.close()
      display.note(leftOpen(id))
    },
    async leave() {
      await room.close()
      display.close()
      display.note(leftOpen(id))
    },
  })
  try {
    const [ended] = await Promise.all([ending, watchAll(id, room, flags, display)])
    display.close()
    return await resultOf(ended, id, room, flags, display)
  } finally {
    display.close()
    heedless()
    await room.close()
  }
}

const leftOpen = (id: string): string => `Debate ${id} is interrupted; nothing that was said is lost. Go on with: quorum resume ${id}`

async function watchAll(id: string, { quorum }: Room, flags: Flags, display: Display): Promise<void> {
  for await (const { seq, text, event } of quorum.watch(id)) {
    if (seq !== null && outputOf(flags) === 'ndjson') process.stdout.write(`${text}\n`)
    display.take(event)
    if (event.type === 'debate-opened') for (const warning of panelWarnings(event)) display.note(`Note: ${warning}`)
  }
}

async function resultOf(ended: Ending, id: string, { quorum }: Room, flags: Flags, display: Display): Promise<number> {
  switch (ended.as) {
    case 'ended':
      return writeResult(id, quorum, flags)
    case 'paused':
      display.note(`Debate ${id} is paused (${ended.reason}). End it with the verdict so far: quorum resume ${id} --conclude`)
      return writeResult(id, quorum, flags)
    case 'fenced':
      display.note(`Another process took debate ${id} over. Follow it with: quorum watch ${id}`)
      return 1
    case 'released':
      display.note(leftOpen(id))
      return 130
  }
}
