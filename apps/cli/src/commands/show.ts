import process from 'node:process'
import { type Debate, replay } from '@quorum/debate'
import { meaning } from '../display/absence.ts'
import { eventLine } from '../display/event-line.ts'
import { healthText } from '../display/health-text.ts'
import { inLine } from '../display/plain.ts'
import { head, rule } from '../display/scroll.ts'
import { settingOf } from '../display/setting.ts'
import { type Sheet, sheetFor } from '../display/sheet.ts'
import { titleOf } from '../display/step-title.ts'
import { turnBlock } from '../display/turn-block.ts'
import { verdictText } from '../display/verdict-text.ts'
import { type Flags, outputOf } from '../flags.ts'
import { accountIn } from '../result.ts'
import { idOf, inRoom } from '../room.ts'

/** `quorum show ID`: the verdict and every word of a debate, whatever state it is in. */
export const show = (flags: Flags, debate: string): Promise<number> =>
  inRoom(async (quorum) => {
    const id = await idOf(debate, quorum)
    const view = await quorum.show(id)
    const output = outputOf(flags)
    if (output === 'json') process.stdout.write(`${JSON.stringify(view, null, 2)}\n`)
    else if (output === 'ndjson') {
      const { exportDebate } = await import('@quorum/quorum')
      process.stdout.write(await exportDebate(quorum, id, 'jsonl'))
    } else {
      const sheet = sheetFor(process.stdout, flags, process.env)
      const debate = replay(await quorum.events(id))
      const parts = [transcript(debate, sheet), healthText(debate, sheet).join('\n'), verdictText(await accountIn(quorum, view), sheet)]
      process.stdout.write(parts.filter(Boolean).join('\n\n'))
    }
    return 0
  })

function transcript(debate: Debate, sheet: Sheet): string {
  const { opened, steps, spoken, ended } = debate
  const told = new Set(steps.flatMap(({ heard }) => heard))
  const wordsOf = (said: Debate['spoken']) => said.flatMap((event) => ['', inLine(eventLine(event, debate) ?? '')])
  const unheard = wordsOf(spoken.filter(({ seq }) => !told.has(seq))).map((line) =>
    line && ended ? `${line} (nobody spoke after that)` : line,
  )
  const rounds = steps.flatMap(({ round, turns, heard }, at) => {
    const words = titleOf(steps, at)
    return [
      ...wordsOf(spoken.filter(({ seq }) => heard.includes(seq))),
      ...(words ? ['', rule(`Round ${round}`, words, sheet)] : []),
      ...turns.flatMap(({ id, plan, outcome }) => {
        if (outcome?.turn) return ['', ...turnBlock(outcome.turn, settingOf(debate, id, sheet))]
        return ['', sheet.paint.dim(`${inLine(plan.seat)}: ${outcome ? `absent, ${meaning(outcome.absent ?? '')}` : 'not heard yet'}`)]
      }),
    ]
  })
  return [...(opened ? head(opened, sheet) : []), ...rounds, ...unheard].join('\n')
}
