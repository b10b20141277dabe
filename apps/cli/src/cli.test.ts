import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { closed, lines, openHomes, panel, slow, split, timeout } from './testing/homes.ts'

const homes = openHomes()
const { home, bare } = homes
const idIn = (text: string): string => /debate (\w+) opened/.exec(text)?.[1] ?? ''

describe.concurrent('asking', { timeout }, () => {
  it('gives the verdict on standard output, and everything else on standard error', async () => {
    const { code, stdout, stderr } = await home().run([...split, ...closed])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^VERDICT ━+ SIMULATED ━━\n\nyes\n\nconfidence {2}60 %, uncalibrated/)
    expect(stdout).toContain('Dissent\n  b+answer=no  no\n')
    expect(lines(stderr)[0]).toMatch(/ 0:00 {2}debate \w+ opened: roundtable with .*\(simulated: no model is asked\)/)
    expect(`${stdout}${stderr}`).not.toContain('\u001b')
  })

  it('gives the events exactly as they are stored, and the same data as it shows later', async () => {
    const at = home()
    const asked = await at.run([...split, ...closed, '--output', 'ndjson', '--quiet'])
    expect(asked.stderr).toBe('')
    const [exported, shown, again] = await Promise.all([
      at.run(['export', 'last', '--format', 'jsonl']),
      at.run(['show', 'last', '--json']),
      at.run(['export', 'last', '--format', 'json']),
    ])
    expect(asked.stdout).toBe(exported.stdout)
    expect(lines(asked.stdout).map((line) => JSON.parse(line).seq)).toEqual(lines(asked.stdout).map((_, index) => index + 1))
    expect(JSON.parse(shown.stdout)).toMatchObject({ status: 'complete', simulated: true, verdict: { answer: 'yes' } })
    expect(again.stdout).toBe(shown.stdout)
  })

  it("debates by the how-to's protocol from a file, goes on by that file alone, and reads without it", async () => {
    const at = home()
    const page = readFileSync(new URL('../../../docs/how-to/add-a-protocol.md', import.meta.url), 'utf8')
    const script = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
    const file = join(at.folder, 'second-look.ts')
    writeFileSync(file, script)
    const asked = await at.run([...split, '--answer', 'yesno', '--protocol', './second-look.ts', 'Is it so?'])
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('two looks') })
    expect(JSON.parse((await at.run(['show', 'last', '--json'])).stdout)).toMatchObject({ protocol: { name: 'second-look' } })
    expect((await at.run(['show', 'last'])).stdout).toContain('two looks')
    expect((await at.run(['Is it so?', '--protocol', './none.ts'])).stderr).toContain('none.ts cannot be read')
    expect((await at.run(['protocols'])).stdout).not.toContain('second-look')
    writeFileSync(join(at.folder, 'quorum.config.yaml'), 'protocols: [./second-look.ts]\n')
    expect((await at.run(['protocols'])).stdout).toContain('second-look')
  })

  it('adds what comes through a pipe to the question', async () => {
    const { stdout } = await home().run([...split, '--json', '--quiet', 'What follows?', '-'], { input: 'A premise.\n' })
    expect(JSON.parse(stdout).motion.question).toBe('What follows?\n\nA premise.')
  })

  it('takes panel and protocol from the configuration, and warns of a panel of one family', async () => {
    const at = home({ OPENAI_API_KEY: 'sk-wrong-0123456789', OPENAI_BASE_URL: `${homes.simulator.url}/x/fault=401/v1` })
    writeFileSync(join(at.folder, 'quorum.config.yaml'), 'models: [openai/gpt-5-mini, openai/gpt-5]\nprotocol: vote\n')
    const { code, stdout, stderr } = await at.run(['Is it so?'])
    expect(stderr).toMatch(/opened: vote with gpt-5-mini and gpt-5\nNote: All debaters are of one family \(gpt\)/)
    expect(stdout).toContain('FAILED: Nobody could be asked: check OPENAI_API_KEY.')
    expect(stdout + stderr).not.toContain('sk-wrong')
    expect(code).toBe(5)
  })
})

describe.concurrent('exit codes', { timeout }, () => {
  const cases: [string, number, string, string[]][] = [
    ['degraded', 0, 'DEGRADED', panel('a+answer=yes', 'b+answer=yes', 'c+fault=400')],
    ['no quorum', 3, 'NO QUORUM', panel('a', 'b+fault=400', 'c+fault=400')],
    ['a budget that allows nothing', 4, 'BUDGET', [...split, '--budget', '0.0001']],
    ['every provider failing', 5, 'FAILED', panel('a+fault=400', 'b+fault=400')],
    ['a deadline before anything was said', 6, 'DEADLINE', [...panel('a+latency=9000', 'b+latency=9000'), '--timeout', '300ms']],
  ]
  it.each(cases)('tell %s', async (_, code, label, flags) => {
    const asked = await home().run([...flags, ...closed, '--quiet'])
    expect([asked.code, asked.stdout.includes(`${label}: `)]).toEqual([code, true])
  })

  it('are the same for who watches', async () => {
    const at = home()
    const asked = await at.run([...panel('a', 'b+fault=400', 'c+fault=400'), ...closed, '--quiet'])
    const watched = await at.run(['watch', 'last', '--quiet'])
    expect([watched.code, watched.stdout]).toEqual([3, asked.stdout])
  })

  it('is 3 below the confidence asked for', async () => {
    const { code, stderr } = await home().run([...split, ...closed, '--quiet', '--fail-under', '0.7'])
    expect([code, stderr]).toEqual([3, 'The confidence of 60 % is below the 70 % asked for.\n'])
  })
})

describe.concurrent('stopping', { timeout }, () => {
  it('gives the verdict so far at the first Ctrl-C', async () => {
    const at = home()
    const running = at.start([...slow, ...closed])
    await running.shows('b+answer=no · no')
    running.signal('SIGINT')
    const { code, stdout, stderr } = await running.ended
    expect(stderr).toContain('Stopping: the verdict so far follows. Ctrl-C again leaves at once.')
    expect(stdout).toContain('STOPPED: It was ended early. This is the verdict so far.')
    expect(code).toBe(0)
  })

  it('leaves at once at the second, and the debate goes on where it was', async () => {
    const at = home()
    const running = at.start([...panel('a+answer=yes', 'b+answer=no', 'c+latency=1500+answer=yes'), ...closed])
    await running.shows('b+answer=no · no')
    // Nothing can be written now, so the first Ctrl-C has to wait.
    const lock = new DatabaseSync(join(at.data, 'quorum.db'))
    lock.exec('BEGIN IMMEDIATE')
    running.signal('SIGINT')
    await running.shows('Stopping')
    await new Promise((resolve) => setTimeout(resolve, 150))
    running.signal('SIGINT')
    const { code, stdout, stderr } = await running.ended
    lock.exec('ROLLBACK')
    lock.close()
    const id = idIn(stderr)
    expect([code, stdout]).toEqual([130, ''])
    expect(stderr).toContain(`Debate ${id} is interrupted; nothing that was said is lost. Go on with: quorum resume ${id}\n`)

    const listed = await at.run(['list'])
    expect(listed.stdout).toMatch(new RegExp(`${id} .*interrupted .*simulated`))
    const watched = await at.run(['watch', 'last', '--quiet'])
    expect([watched.code, watched.stdout]).toEqual([
      130,
      expect.stringContaining(`INTERRUPTED: Nobody runs it. Nothing that was said is lost.\nto go on: quorum resume ${id}`),
    ])
    const resumed = await at.run(['resume', 'last'])
    expect([resumed.code, resumed.stdout]).toEqual([0, expect.stringContaining('a majority: 2 of 3 stand behind it')])
    expect(homes.simulator.requests().filter(({ model }) => model === 'a+answer=yes').length).toBeGreaterThan(0)
  })

  it('lets the debate go when it is asked to leave, to be concluded by another process', async () => {
    const at = home()
    const running = at.start([...slow, ...closed])
    await running.shows('b+answer=no · no')
    running.signal('SIGTERM')
    const left = await running.ended
    expect([left.code, left.stdout]).toEqual([143, ''])
    const stopped = await at.run(['stop', 'last'])
    expect([stopped.code, stopped.stdout]).toEqual([0, expect.stringContaining('STOPPED: It was ended early.')])
    expect((await at.run(['stop', 'last'])).stderr).toMatch(/^quorum: Debate \w+ has ended: `quorum fork/)
  })
})

describe.concurrent('two processes', { timeout }, () => {
  it('steer and follow one debate', async () => {
    const at = home()
    const owner = at.start([...panel('a+answer=yes+latency=2500', 'b+answer=no+latency=2500'), ...closed, '--rounds', '2'])
    await owner.shows('round 0')
    const paused = await at.run(['pause', 'last'])
    expect([paused.code, paused.stdout]).toEqual([0, ''])
    await owner.shows('paused: a person asked for it')
    const watcher = at.start(['watch', 'last'])
    const [said, more] = await Promise.all([at.run(['interject', 'last', 'Mind the cost.']), at.run(['extend', 'last', '--rounds', '1'])])
    expect([said.stderr, more.stderr]).toEqual(['Said: whoever is asked from the next step on hears it.\n', 'Extended.\n'])
    const resumed = await at.run(['resume', 'last'])
    expect(resumed.stderr).toContain('Another process runs debate')
    const [ran, seen] = await Promise.all([owner.ended, watcher.ended])
    for (const words of ['a person says: Mind the cost.', 'extended by 1 round', 'resumed', 'round 1: rebuttals'])
      expect(ran.stderr).toContain(words)
    expect(seen.stdout).toBe(ran.stdout)
    expect(lines(seen.stderr)).toEqual(lines(ran.stderr))
    expect([ran.code, seen.code]).toEqual([0, 0])
    const [shown, report] = await Promise.all([at.run(['show', 'last']), at.run(['export', 'last'])])
    expect(shown.stdout).toMatch(/a person says: Mind the cost\.\n\n── Round 1/)
    expect(report.stdout).toMatch(/### Round 1\n\n\*\*A person\*\*:\n\n> Mind the cost\./)
  })

  it('stop a debate that runs elsewhere', async () => {
    const at = home()
    const owner = at.start([...slow, ...closed])
    await owner.shows('b+answer=no · no')
    expect((await at.run(['stop', 'last'])).code).toBe(0)
    expect((await owner.ended).stdout).toContain('STOPPED: It was ended early.')
  })
})

describe.concurrent('the rest', { timeout }, () => {
  it('forks, exports and deletes', async () => {
    const at = home()
    await at.run([...split, ...closed, '--quiet'])
    const forked = await at.run(['fork', 'last', '--round', '0', '--json'])
    const copy = JSON.parse(forked.stdout)
    expect(copy.parent.id).not.toBe(copy.id)
    const written = await at.run(['export', copy.id, '-o', 'report.md'])
    expect(written.stderr).toBe('Written to report.md.\n')
    expect((await at.run(['delete', copy.id, '--yes'])).code).toBe(0)
    const gone = await at.run(['show', copy.id])
    expect([gone.code, gone.stderr]).toEqual([2, `quorum: Debate ${copy.id} was deleted.\n`])
  })

  it('shows a demo that says everywhere what it is, and needs nothing', async () => {
    const at = bare()
    const { code, stdout, stderr } = await at.run(['demo', 'Tabs or spaces?'])
    expect(code).toBe(0)
    expect(lines(stderr)[0]).toContain('simulated: no model is asked')
    expect(stdout.split('\n')[0]).toContain('SIMULATED')
    expect(stderr).toMatch(/That was a simulation[\s\S]*quorum "your question"/)
    expect((await at.run(['list'])).stdout).toMatch(/simulated {2}Tabs or spaces\?/)
    expect((await at.run(['export', 'last'])).stdout).toContain('> **Simulated.** No model was asked')
    const forked = await at.run(['fork', 'last', '--round', '0', '--quiet'])
    expect([forked.code, forked.stdout.split('\n')[0]]).toEqual([0, expect.stringContaining('SIMULATED')])
  })

  it('asks by a preset, and says of each debate what it cost in the words of everything else', async () => {
    const at = home()
    const asked = await at.run(['Tabs or spaces?', '-p', 'debate', '-m', 'sim/ada,sim/bob', '--protocol-option', 'topology=ring', '--json'])
    const { id, protocol, spend } = JSON.parse(asked.stdout)
    expect(protocol).toMatchObject({ name: 'roundtable', options: { rounds: 3, topology: 'ring' } })
    const [row] = JSON.parse((await at.run(['list', '--json'])).stdout)
    expect(row).toEqual({
      id,
      title: 'Tabs or spaces?',
      tags: [],
      status: expect.any(String),
      protocol: 'roundtable',
      simulated: true,
      costUsd: spend.costUsd,
      createdAt: expect.any(String),
      endedAt: expect.any(String),
    })
    expect((await at.run(['export', id, '--format', 'html'])).stdout).toMatch(/^<!doctype html>/)
    const unknown = await at.run(['Tabs or spaces?', '-p', 'debat', '-m', 'sim/ada,sim/bob'])
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('There is no preset "debat". Known are: quick')])
  })

  it('lists models, presets and protocols, and examines itself', async () => {
    const at = home({ OPENAI_API_KEY: 'sk-0123456789abcdef' })
    const [models, presets, protocols, checked, doctor] = await Promise.all([
      at.run(['models', '--json']),
      at.run(['presets']),
      at.run(['protocols']),
      bare().run(['doctor', '--json']),
      at.run(['doctor']),
    ])
    expect(JSON.parse(models.stdout)).toContainEqual(expect.objectContaining({ model: 'openai/gpt-5-mini', family: 'gpt' }))
    expect(presets.stdout).toMatch(/^quick\n[\s\S]*--protocol vote --protocol-option early=true\s+--timeout 120s\n/)
    expect(protocols.stdout).toMatch(/^auto +3-21 {2}asks a few/)
    expect(JSON.parse(checked.stdout)).toContainEqual(expect.objectContaining({ about: 'models', state: 'lacking' }))
    expect(doctor.stdout).toMatch(/key \*{4}cdef from\s+OPENAI_API_KEY/)
    expect(doctor.code).toBe(0)
    const broken = await home().run(['models', '--check'], {
      env: { OPENAI_API_KEY: 'sk-0123456789abcdef', OPENAI_BASE_URL: `${homes.simulator.url}/x/fault=401/v1` },
    })
    expect([broken.code, broken.stdout]).toEqual([1, expect.stringContaining('refused')])
  })

  it('loads nothing heavy to say how it is used', async () => {
    const hook = `import { registerHooks } from 'node:module'; registerHooks({ load: (url, context, next) => (process._rawDebug(url), next(url, context)) })`
    const { code, stdout, stderr } = await bare().run(['--help'], {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` },
    })
    expect([code, stdout]).toEqual([0, expect.stringContaining('demo [options] [question...]')])
    expect(stderr).toContain('commander')
    expect(lines(stderr).filter((url) => /zod|undici|sqlite|packages\/|log-update|yaml/.test(url))).toEqual([])
  })
})
