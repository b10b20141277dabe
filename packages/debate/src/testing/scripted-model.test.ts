import { fails, never, says } from './lines.ts'
import { modelContract } from './model-contract.ts'
import { scriptedModel } from './scripted-model.ts'

const lines = {
  answers: says('Spaces, of course.', { pieces: 3, afterMs: 5 }),
  fails: fails('overloaded', { afterMs: 5 }),
  hangs: never(),
}

modelContract('A scripted model', (vendor) => {
  const clock = {
    now: () => performance.now(),
    after(ms: number, run: () => void) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
  const model = scriptedModel({ lines: [lines[vendor]], clock })
  return { model, sent: () => model.sent.length }
})
