/** How long a debate takes beyond its models: three seats, three rounds, 200 ms a call over HTTP, written to disk as it goes. */
import { figuresOf } from './rig/figures.ts'
import { fsyncMs } from './rig/fsync.ts'
import { sendAgain } from './rig/recording.ts'
import { print } from './rig/report.ts'
import { held, openRoom } from './rig/room.ts'
import { threeByThree, unsettledSeed } from './rig/three-by-three.ts'

const debates = 20
const latency = 200
const steps = 3
/** One commit opens the debate, one goes before the requests of each step, one ends it. */
const commits = steps + 2

const room = await openRoom()
const seed = await unsettledSeed(room.quorum)
const slow = threeByThree({ seed, latency })
const requests = await room.requestsOf(slow)
for (let warm = 0; warm < 50; warm++) await held(room.quorum, threeByThree({ seed }))

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const before = performance.now()
  await work()
  return performance.now() - before
}

/** Of each step, from the first request that the vendor saw to its last answer. */
async function modelsMs(): Promise<number> {
  const perStep = Map.groupBy(await room.vendor.requests(), ({ turnId }) => turnId?.split('.')[0])
  if (perStep.size !== steps) throw new Error(`The debate had ${perStep.size} steps instead of ${steps}.`)
  return [...perStep.values()]
    .map((requests) => Math.max(...requests.map(({ ended }) => ended)) - Math.min(...requests.map(({ at }) => at)))
    .reduce((sum, ms) => sum + ms, 0)
}

const spoken = threeByThree({ seed, latency: latency / 2, pace: 1 })
const runs: { wall: number; models: number; bare: number; fsync: number; spoken: number }[] = []
for (let run = 0; run < debates; run++) {
  await room.vendor.reset()
  const wall = await timed(() => held(room.quorum, slow))
  const models = await modelsMs()
  const bare = await timed(() => sendAgain(requests))
  await room.vendor.reset()
  const spokenWall = await timed(() => held(room.quorum, spoken))
  runs.push({
    wall,
    models,
    bare,
    spoken: spokenWall - (await modelsMs()),
    fsync: (await fsyncMs(room.folder, { writes: 3, restMs: latency })).median,
  })
}
await room.close()

const fsync = figuresOf(runs.map(({ fsync }) => fsync))
print({
  name: 'overhead',
  says: `ms of a debate of 3 seats x 3 rounds at ${latency} ms a call; aim: 10 beyond its models`,
  rows: [
    { what: 'beyond its requests, sent bare', figures: figuresOf(runs.map(({ wall, bare }) => wall - bare)), note: 'ours alone' },
    {
      what: 'the same, less its commits',
      figures: figuresOf(runs.map(({ wall, bare }) => wall - bare - commits * fsync.median)),
      note: `${commits} x fsync of a disk that rested as long`,
    },
    {
      what: "beyond its models, by the vendor's journal",
      figures: figuresOf(runs.map(({ wall, models }) => wall - models)),
      note: 'ours and HTTP; its times are whole ms',
    },
    {
      what: 'the same, answers spoken over 100 ms',
      figures: figuresOf(runs.map(({ spoken }) => spoken)),
      note: 'instead of in one burst of some 300 chunks a step',
    },
    {
      what: `debate - ${steps} x ${latency}`,
      figures: figuresOf(runs.map(({ wall }) => wall - steps * latency)),
      note: 'ours, HTTP, timers and the vendor',
    },
    {
      what: `bare requests - ${steps} x ${latency}`,
      figures: figuresOf(runs.map(({ bare }) => bare - steps * latency)),
      note: 'HTTP, timers and the vendor',
    },
  ],
  fsyncMs: fsync,
})
