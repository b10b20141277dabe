import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { closed, lines, openHomes, slow, split, timeout } from './testing/homes.ts'

const { home, bare } = openHomes()

/** A Node of this machine that is too old for the project; null if there is none. */
const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].filter(existsSync).find((node) => {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return Number.parseInt(stdout.slice(1), 10) < 24
})

describe.concurrent('what people can mend', { timeout }, () => {
  const wrong: [string, string[], RegExp][] = [
    ['no question', [''], /^quorum: There is no question: write it as quorum "question"/],
    ['an unknown model', ['-m', 'opnai/x,sim/b', 'q?'], /There is no provider "opnai".*Did you mean openai/],
    ['an unknown protocol', ['--protocol', 'rondtable', 'q?'], /There is no protocol "rondtable".*roundtable/],
    ['a negative budget', ['--budget', '-3', 'q?'], /A budget of -3 is less than nothing/],
    ['a question of a megabyte', [...split, '-'], /too long/],
    ['an unknown flag', ['--bugdet', '1', 'q?'], /unknown option '--bugdet'.*--budget/],
    ['a mistyped command', ['lst'], /no command "lst": did you mean quorum list\?/],
    ['flags before a command', ['--rounds', '2', 'list'], /Write the command before its flags: quorum list/],
    ['a kind of answer that is none', ['--answer', 'maybe', 'q?'], /'maybe' is invalid. Allowed choices are open, choice, number, yesno/],
    [
      'a status that is none',
      ['list', '--status', 'finished'],
      /'finished' is invalid. Allowed choices are .*interrupted.*no-quorum, failed\. See/,
    ],
    [
      'an option that the protocol has not',
      ['--protocol-option', 'topolgy=ring', ...split, 'q?'],
      /auto has no option topolgy. It has first/,
    ],
    ['an unknown protocol', ['protocols', 'nope'], /There is no protocol "nope". Known are: auto, vote,/],
    ['a name in place of the question', ['--me', 'Ann'], /"Ann" is taken for your name, and there is no question: write it before --me/],
    ['a question that would be a name', ['--me', 'Is it so?', '--protocol', 'nope', '--models', 'sim/ada,sim/bob'], /nope/],
    ['an unknown debate', ['show', 'nope'], /There is no debate nope: `quorum list`/],
    ['the last of no debates', ['watch', 'last'], /There is no debate yet/],
  ]
  it.each(wrong)('%s', async (name, args, message) => {
    const { code, stdout, stderr } = await home().run(args, name.includes('megabyte') ? { input: 'word '.repeat(210_000) } : {})
    expect(stderr).toMatch(message)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^quorum: /)
    expect(lines(stderr).length).toBeLessThan(3)
    expect(stderr).not.toMatch(/\n +at /)
  })

  it('no provider: how to add one, and that the demo needs none', async () => {
    const { code, stderr } = await bare().run(['Is it so?'])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/OPENAI_API_KEY.*quorum demo/)])
  })

  it('a broken configuration: the file and the line', async () => {
    const at = home()
    writeFileSync(join(at.folder, 'quorum.config.yaml'), 'models: [sim/a, sim/b]\nbugdet: 1\n')
    const { code, stderr } = await at.run(['list'])
    expect([code, stderr]).toEqual([2, `quorum: ${join(at.folder, 'quorum.config.yaml')}:2: bugdet: there is no such setting.\n`])
    const doctor = await at.run(['doctor'])
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringContaining('✗ config')])
  })

  it('a store that cannot be written, or is of a newer release', async () => {
    const at = home()
    writeFileSync(join(at.folder, 'file'), '')
    const unwritable = await at.run(['list'], { env: { QUORUM_DATA_DIR: join(at.folder, 'file', 'below') } })
    expect([unwritable.code, unwritable.stderr]).toEqual([2, expect.stringMatching(/^quorum: The folder .* cannot be made/)])
    await at.run(['list'])
    const db = new DatabaseSync(join(at.data, 'quorum.db'))
    db.exec('PRAGMA user_version = 99')
    db.close()
    const newer = await at.run(['list'])
    expect([newer.code, newer.stderr]).toEqual([2, expect.stringMatching(/has schema 99.*Update Quorum/)])
    const doctor = await at.run(['doctor'])
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringContaining('export QUORUM_DATA_DIR=')])
  })

  it.runIf(oldNode)('an old Node: it finds the one that came along, and passes on signals and exit codes', async () => {
    const at = home()
    const running = at.start([...slow, ...closed], { node: oldNode ?? '' })
    await running.shows('b+answer=no · no')
    running.signal('SIGINT')
    const stopped = await running.ended
    expect([stopped.code, stopped.stdout]).toEqual([0, expect.stringContaining('STOPPED: It was ended early.')])
    expect((await at.run(['show', 'nope'], { node: oldNode ?? '' })).code).toBe(2)
    const alone = await at.run(['list'], { node: oldNode ?? '', env: { QUORUM_REEXECUTED: '1' } })
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringMatching(/^quorum needs Node 24 or newer, and this is \d+\S*: install/)])
  })

  it('where it happened, if somebody wants to know', async () => {
    const { stderr } = await home().run(['show', 'nope'], { env: { QUORUM_DEBUG: '1' } })
    expect(stderr).toMatch(/\n +at /)
  })
})
