import process from 'node:process'
import { demoMotions } from '@quorum/simulator'
import { sheetFor } from '../display/sheet.ts'
import type { Flags } from '../flags.ts'
import { follow } from '../follow.ts'
import { openRoom } from '../room.ts'

const panel = ['sim/ada', 'sim-anthropic/bob', 'sim/cyd', 'sim-anthropic/dan']

/** `quorum demo`: a debate among simulated models, kept like any other and marked as what it is. */
export async function demo(flags: Flags, ...words: string[]): Promise<number> {
  const asked = words.join(' ').trim()
  const motion =
    demoMotions.find(({ question }) => question === asked) ?? (asked ? null : demoMotions[Math.floor(Math.random() * demoMotions.length)])
  const room = await openRoom(process.stderr.isTTY && !flags.fast ? 'typing' : 'instant')
  try {
    const started = await room.quorum.start({
      motion: motion ? { question: motion.question, answer: motion.answer, options: [...motion.options] } : { question: asked },
      panel: panel.map((model) => ({ model })),
      judges: ['sim/eve', 'sim/dan', 'sim/ada'],
      protocol: { name: flags.protocol ?? 'auto' },
      tags: ['demo'],
      ...(flags.seed !== undefined && { seed: flags.seed }),
    })
    const code = await follow(started, room, flags)
    process.stderr.write(next(flags))
    return code
  } finally {
    await room.close()
  }
}

function next(flags: Flags): string {
  if (flags.quiet) return ''
  const { paint } = sheetFor(process.stderr, flags, process.env)
  return [
    '',
    `${paint.bold('That was a simulation.')} For a real panel, set a key or two and ask:`,
    '  export OPENAI_API_KEY=...        or ANTHROPIC_API_KEY, GEMINI_API_KEY, OLLAMA_HOST, ...',
    '  quorum "your question"           quorum --help shows the rest',
    '',
  ].join('\n')
}
