/** CPU that a debate takes in our process: three seats, three rounds over HTTP, written to disk. The vendor is a process of its own. */
import { atOnce } from './rig/at-once.ts'
import { type Cpu, cpuSince } from './rig/cpu.ts'
import { figuresOf } from './rig/figures.ts'
import { fsyncMs } from './rig/fsync.ts'
import { sendAgain } from './rig/recording.ts'
import { print } from './rig/report.ts'
import { held, openRoom } from './rig/room.ts'
import { threeByThree, unsettledSeed } from './rig/three-by-three.ts'

const debates = 200
const runs = 5

const room = await openRoom()
const debate = threeByThree({ seed: await unsettledSeed(room.quorum) })
const requests = await room.requestsOf(debate)

/** Per debate, held `width` at once. */
async function used(width: number, work: () => Promise<unknown>): Promise<Cpu> {
  const since = cpuSince()
  await atOnce(width, debates, work)
  const { ms, mainMs } = since()
  return { ms: ms / debates, mainMs: mainMs / debates }
}

const hold = () => held(room.quorum, debate)
const bare = () => sendAgain(requests)
await atOnce(20, debates, hold)
await atOnce(20, debates, bare)

const measured: { many: Cpu; single: Cpu; bare: Cpu }[] = []
for (let run = 0; run < runs; run++) measured.push({ many: await used(20, hold), single: await used(1, hold), bare: await used(20, bare) })
const fsync = await fsyncMs(room.folder)
await room.close()

const figures = (of: (one: (typeof measured)[number]) => number) => figuresOf(measured.map(of))
print({
  name: 'cpu',
  says: 'ms of CPU per debate in our process, 3 seats x 3 rounds; aim: 6',
  rows: [
    { what: '20 at once', figures: figures(({ many }) => many.ms) },
    {
      what: '20 at once, main thread',
      figures: figures(({ many }) => many.mainMs),
      note: "the rest: the store's thread, garbage collection, compilation",
    },
    { what: 'one after another', figures: figures(({ single }) => single.ms) },
    { what: 'one after another, main thread', figures: figures(({ single }) => single.mainMs) },
    { what: 'its requests alone, 20 at once', figures: figures(({ bare }) => bare.ms), note: 'undici, answers read and thrown away' },
    { what: '20 at once / its requests alone', figures: figures(({ many, bare }) => many.ms / bare.ms) },
  ],
  fsyncMs: fsync,
})
