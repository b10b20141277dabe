import { describe, expect, test } from 'vitest'
import { checkHistory, fails, type LogFault, opinion, type Stage, type StageOptions, says, stageDebate, throws } from './testing/index.ts'

const courses: Readonly<Record<string, StageOptions>> = Object.fromEntries(
  ['auto', 'vote', 'roundtable', 'council', 'adversarial'].map((protocol) => [protocol, { protocol, limits: { turnMs: 5000 } }]),
)
const statuses = ['complete', 'degraded', 'no-quorum', 'failed', 'budget']

/** Runs a debate and, as long as it was not ended, takes it over again. */
async function toTheEnd(set: StageOptions): Promise<Stage> {
  const stage = stageDebate(set)
  stage.run()
  await stage.idle()
  for (let again = 0; again < 3 && !stage.debate.ended; again++) {
    stage.run({ cause: 'crash' })
    await stage.idle()
  }
  return stage
}

for (const [name, set] of Object.entries(courses))
  describe(`${name}, with one operation after another going wrong`, () => {
    const befalls: Readonly<Record<string, LogFault>> = {
      'fails once': 'fails',
      'loses its answer': 'lost',
      'takes two seconds': { afterMs: 2000 },
    }
    for (const [what, fault] of Object.entries(befalls))
      test(`every append ${what}`, async () => {
        for (let nth = 1, fired = true; fired; nth++) {
          fired = false
          const stage = await toTheEnd({
            ...set,
            log: {
              fault: (now) => {
                if (now !== nth) return null
                fired = true
                return fault
              },
            },
          })
          expect(stage.ending, `append ${nth}`).toMatchObject({ as: 'ended', status: 'complete', verdict: { answer: 'yes' } })
          expect(checkHistory(stage), `append ${nth}`).toEqual([])
        }
      })

    test('every append fails for good, and the debate is taken up later', async () => {
      for (let nth = 1, fired = true; fired; nth++) {
        fired = false
        let broken = true
        const stage = stageDebate({
          ...set,
          log: {
            fault: (now) => {
              if (!broken || now < nth) return null
              fired = true
              return 'fails'
            },
          },
        })
        stage.run()
        await stage.idle()
        broken = false
        if (fired) expect(stage.rejected, `append ${nth}`).toBeInstanceOf(Error)
        if (!stage.debate.ended) stage.run({ cause: 'crash' })
        await stage.idle()
        expect(stage.debate.ended, `append ${nth}`).toMatchObject({ status: 'complete', verdict: { answer: 'yes' } })
        expect(checkHistory(stage), `append ${nth}`).toEqual([])
      }
    })

    const lines = {
      fails: fails('server'),
      throws: throws('oops', { permitted: true }),
      'bills too much': says({ answer: 'yes', argument: 'x' }, { nano: 10 ** 9 }),
    }
    for (const [what, line] of Object.entries(lines))
      test(`every request for a turn ${what}`, async () => {
        for (let nth = 0, fired = true; fired; nth++) {
          fired = false
          let calls = 0
          const speak: NonNullable<StageOptions['lines']>[string] = (request) => {
            if (calls++ !== nth) return opinion('yes')(request)
            fired = true
            return line
          }
          const lines = Object.fromEntries(['ada', 'bob', 'cyd', 'joy', 'jim', 'max', 'lee'].map((name) => [name, speak]))
          const stage = await toTheEnd({ ...set, lines })
          expect(statuses, `request ${nth}`).toContain(stage.debate.ended?.status)
          expect(checkHistory(stage), `request ${nth}`).toEqual([])
        }
      })
  })
