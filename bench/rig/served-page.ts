/** Run as a process of its own: a server over SQLite with a vendor beside it and the page as it is now, and two floors to measure it by. */
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openServer } from '@quorum/server'
import { serveTasks } from './child.ts'
import { openRoom } from './room.ts'

const room = await openRoom()
const page = join(room.folder, 'page')
execFileSync(process.execPath, [join(import.meta.dirname, '../../apps/web/build.ts'), page], { stdio: 'inherit' })
const { url } = await openServer(room.quorum, { port: 0, app: 'bench', page })

const seats = ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay', 'gus', 'hal', 'ivy']
const words = 'Nine voices speak at once and a page has to keep up with them while somebody reads along, scrolls and writes. '.repeat(200)

/** What a browser can do here at best: one thing that moves; and the same words, appended as plain text the moment they are there. */
const floors = createServer(({ url: path }, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(path === '/moving' ? moving : plain)
})
const moving = `<!doctype html><style>div{width:9rem;height:9rem;background:#357;animation:turn 2s linear infinite}
@keyframes turn{to{transform:rotate(1turn)}}</style><div></div>`
const plain = `<!doctype html><style>body{display:grid;grid-template-columns:repeat(3,1fr)}pre{white-space:pre-wrap;height:16rem;overflow:hidden}</style>
${'<pre></pre>'.repeat(9)}<script>
const words = ${JSON.stringify(words)}.split(' ')
document.querySelectorAll('pre').forEach((pre) => { let at = 0; setInterval(() => pre.append(words[at++ % words.length] + ' '), 20) })
</script>`
floors.listen(0, '127.0.0.1')

export const tasks = serveTasks({
  urls: () => ({ page: url, floor: `http://127.0.0.1:${(floors.address() as AddressInfo).port}` }),
  /** Nine seats that say fifty words a second each, for `seconds`; the id of their debate. */
  async speak(seconds: number) {
    const panel = seats.map((name) => ({ model: `sim/${name}+pace=20+tokens=${seconds * 50}+chunks=${seconds * 50}`, name }))
    const { id } = await room.quorum.start({
      motion: { question: 'What is worth doing well?', answer: 'open' },
      panel,
      protocol: { name: 'vote' },
      seed: 7,
    })
    return id
  },
  /** Ends it now. */
  async hush(id: string) {
    await room.quorum.send(id, { type: 'stop' })
    const until = Date.now() + 10_000
    while ((await room.quorum.row(id)).status === 'running') {
      if (Date.now() > until) throw new Error('The debate still ran ten seconds after it was told to stop.')
      await sleep(20)
    }
  },
  /** A debate of some five hundred turns that has ended; its id. */
  async long() {
    const panel = seats.concat('jim').map((name, at) => ({ model: `sim/${name}+temper=stubborn+answer=${at % 2 ? 'A' : 'B'}`, name }))
    const motion = { question: 'Which of both?', options: ['A', 'B'] }
    // Its one judge cannot be had, so nobody ends it before its last round.
    const judges = ['sim/kay+fault=400']
    const { id, ending } = await room.quorum.start({ motion, panel, judges, protocol: { name: 'free-form', rounds: 46 }, seed: 7 })
    await ending
    return { id, turns: (await room.quorum.show(id)).rounds.flatMap(({ turns }) => turns).length }
  },
  async end() {
    floors.close()
    await room.close()
  },
})
