import process from 'node:process'
import type { DebateView } from '@quorum/debate'
import { Command, CommanderError, Option } from 'commander'
import type { Flags } from './flags.ts'
import { dollars, share, whole } from './input/amount.ts'
import { nearest } from './input/nearest.ts'
import { Usage } from './usage.ts'
import { version } from './version.ts'

const words = (value: string, before: string[] = []): string[] => [...before, ...value.split(',').flatMap((word) => word.trim() || [])]
const each = (value: string, before: string[] = []): string[] => [...before, value]

/** A command line that runs one command and resolves with the exit code. What a command needs is loaded when it runs. */
export function programFor(): (args: readonly string[]) => Promise<number> {
  let code = 0
  const program = new Command('quorum')
    .description('Ask a panel of language models, let them debate, and read how sure they are and who disagrees.')
    .usage('"question" | <command> [options]')
    .version(version(), '-V, --version', 'say which version this is')
    .helpOption('-h, --help', 'say how to use it')
    .helpCommand(false)
    .addOption(new Option('--output <format>', 'what standard output gets').choices(['text', 'json', 'ndjson']))
    .option('--json', 'the same as --output json')
    .option('--quiet', 'no progress, only the result')
    .addOption(new Option('--display <how>', 'how progress is shown').choices(['live', 'log', 'none']))
    .option('--no-color', 'no colours')
    .option('--no-input', 'never ask back')
    .option('--yes', 'answer yes to every question')
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })

  const adorned = (command: Command, summary: string) =>
    command
      .summary(summary)
      .description(summary)
      .helpOption('-h, --help', 'say how to use it')
      .helpCommand(false)
      .exitOverride()
      .configureOutput({ outputError: () => undefined })
  const add = (name: string, summary: string) => adorned(program.command(name), summary)
  /** `load` gives the command's function once it is wanted. */
  const does = (command: Command, load: () => Promise<(flags: Flags, ...operands: string[]) => Promise<number>>) =>
    command.action(async (...given: unknown[]) => {
      const operands = given.slice(0, command.registeredArguments.length).flat() as string[]
      if (command.name() === 'ask') refuseLateCommand(operands, program)
      code = await (await load())(command.optsWithGlobals() as Flags, ...operands)
    })

  does(
    asking(program.command('ask [question...]', { isDefault: true }).exitOverride())
      .summary('ask a panel; the same as quorum "question"')
      .description('Ask a panel of models and read its verdict.')
      .helpOption('-h, --help', 'say how to use it')
      .configureOutput({ outputError: () => undefined }),
    async () => (await import('./commands/ask.ts')).ask,
  )
  does(
    add('demo [question...]', 'watch a simulated debate, in a browser where there is a display; needs no key')
      .option('--fast', 'do not wait for the simulated models to type')
      .option('--protocol <name>', 'how they debate')
      .option('--seed <number>', 'another seed, another debate', whole('--seed', { from: 0, to: 2 ** 31 })),
    async () => (await import('./commands/demo.ts')).demo,
  )
  does(
    add('serve', 'the page and the API: HTTP, server-sent events, WebSocket, OpenAI-compatible')
      .option('--port <number>', 'where it listens (4400)', whole('--port', { from: 0, to: 65535 }))
      .option('--host <address>', 'the address it listens on (127.0.0.1); other than loopback, a key is required')
      .option('--auth', 'ask for a key on loopback, too')
      .option('--simulated', 'put simulated models behind it, even where real ones are set up'),
    async () => (await import('./commands/serve.ts')).serve,
  )
  const keys = add('keys', 'API keys of the server over these debates')
  const addKeys = (name: string, summary: string) => adorned(keys.command(name), summary)
  does(
    addKeys('create <name>', 'make a key; standard output gets it, once')
      .addOption(
        new Option('--scope <scope>', 'what it may do; each includes the ones before it').choices(['read', 'run', 'admin']).default('run'),
      )
      .option('--tenant <name>', 'whose debates it sees (local)')
      .option('--expires <time>', 'until when it is good, as 2030-01-31')
      .option('--budget <usd>', 'US dollars that it may spend in all', dollars)
      .option('--daily <usd>', 'US dollars that it may spend in a day', dollars)
      .option('--per-minute <number>', 'requests a minute', whole('--per-minute', { to: 100_000 })),
    async () => (await import('./commands/keys.ts')).createKey,
  )
  does(
    addKeys('list', 'the keys that there are, and what they may do').option('--tenant <name>', 'only those of this tenant'),
    async () => (await import('./commands/keys.ts')).listKeys,
  )
  does(addKeys('revoke <id>', 'let nobody in by a key any more'), async () => (await import('./commands/keys.ts')).revokeKey)
  does(
    add('mcp', 'debates as tools of another program: the Model Context Protocol on standard input and output')
      .option('--budget <usd>', 'US dollars at the most, for all debates until it ends', dollars)
      .option('--simulated', 'let simulated models answer, even where real ones are set up'),
    async () => (await import('./commands/mcp.ts')).mcp,
  )
  does(
    add('list', 'debates so far, the newest first')
      .option('-q, --search <words>', 'only those that speak of this')
      .addOption(new Option('--status <status>', 'only those that ended, or stand, like this').choices(statuses))
      .option('--tag <tag>', 'only those with this tag')
      .option('--limit <number>', 'how many at the most', whole('--limit', { to: 1000 })),
    async () => (await import('./commands/list.ts')).list,
  )
  does(add('show <id>', 'a debate with every word; "last" is the newest'), async () => (await import('./commands/show.ts')).show)
  does(add('watch <id>', 'follow a debate that runs anywhere'), async () => (await import('./commands/watch.ts')).watch)
  does(add('pause <id>', 'let nothing more be asked for now'), async () => (await import('./commands/steer.ts')).pause)
  does(
    add('resume <id>', 'go on with a debate that was paused or interrupted')
      .option('--conclude', 'end it with the verdict so far')
      .option('--protocol <file>', 'the file of the protocol that it is held by, where that is your own'),
    async () => (await import('./commands/resume.ts')).resume,
  )
  does(add('stop <id>', 'end a debate with the verdict so far'), async () => (await import('./commands/stop.ts')).stop)
  does(limited(add('extend <id>', 'give a running debate more'), 'more '), async () => (await import('./commands/steer.ts')).extend)
  does(
    add('interject <id> <text>', 'say something that the panel hears from the next step on').option(
      '--to <seat>',
      'say it to one seat only',
    ),
    async () => (await import('./commands/steer.ts')).interject,
  )
  does(
    add('speak <id> <argument>', 'speak from a seat that a person holds, when the debate waits for it')
      .option('--saying <answer>', 'the answer alone: an option, a number, yes or no')
      .option('--confidence <share>', 'how sure, 0 to 1', share)
      .option('--seat <name>', 'whose words these are, where several people are waited for'),
    async () => (await import('./commands/steer.ts')).speak,
  )
  does(add('vote <id> <answer>', 'vote as an onlooker: shown, and never counted'), async () => (await import('./commands/steer.ts')).vote)
  does(
    add('go-on <id>', 'overrule a judge who says that it is over: another round'),
    async () => (await import('./commands/steer.ts')).goOn,
  )
  does(
    add('finish <id>', 'conclude in order after the step under way; people who have not spoken are late'),
    async () => (await import('./commands/steer.ts')).finish,
  )
  does(
    limited(
      add('fork <id>', 'a new debate that goes on from a round of another')
        .requiredOption('--round <number>', 'the last round that is kept', whole('--round', { from: 0, to: 1000 }))
        .option('-m, --models <models>', 'who holds the seats from then on, in the order of the panel', words)
        .option('--protocol <name>', 'another protocol, where it would have asked the same so far'),
    ),
    async () => (await import('./commands/fork.ts')).fork,
  )
  does(add('delete <id>', 'forget a debate for good'), async () => (await import('./commands/delete.ts')).forget)
  does(
    add('export <id>', 'a debate as a file')
      .addOption(
        new Option('--format <format>', 'report, page that replays, data or events').choices(['md', 'html', 'json', 'jsonl']).default('md'),
      )
      .option('-o, --out <file>', 'where to, instead of standard output'),
    async () => (await import('./commands/export.ts')).exported,
  )
  does(
    add('models', 'providers that are set up, and their models').option('--check', 'ask each for a word (costs next to nothing)'),
    async () => (await import('./commands/models.ts')).models,
  )
  const bench = add('bench', 'how fast, how dear and how good models are')
  does(
    adorned(
      bench.command('models'),
      'ask every model that is set up a few prompts: time to the first token, tokens a second, cost, answers',
    )
      .option('-m, --models <models>', 'only these: provider/model,provider/model,...', words)
      .option('--prompts <file>', 'prompts of your own, one a line')
      .option('--repeat <number>', 'how often each prompt is asked', whole('--repeat', { to: 1000 }))
      .option('--budget <usd>', 'US dollars at the most, in all', dollars)
      .option('--simulated', 'ask simulated models'),
    async () => (await import('./commands/bench.ts')).benchModels,
  )
  does(
    add('simulate', 'play thousands of debates of simulated agents, protocols side by side; asks no model')
      .option('--protocol <names>', 'only these: auto,vote,...')
      .option('--panel <agents>', 'who debates: reasoner*3,sycophant+p=0.5*2 (reasoner*5)')
      .option('--judge <agent>', 'who judges and concludes (judge)', words)
      .option('--debates <number>', 'debates of each protocol (1000)', whole('--debates'))
      .option('--items <number>', 'different questions (one a debate)', whole('--items'))
      .option('--choices <number>', 'answers to choose from (4)', whole('--choices', { from: 2, to: 20 }))
      .option('--rounds <number>', 'speaking rounds at the most', whole('--rounds', { to: 100 }))
      .option('--seed <number>', 'what chance is drawn from (1)', whole('--seed', { from: 0, to: 2 ** 31 }))
      .option('--html <file>', 'picture and table as a page that loads nothing')
      .option('--svg <file>', 'the picture alone'),
    async () => (await import('./commands/simulate.ts')).simulate,
  )
  does(add('presets', 'bundles of models, protocol and limits'), async () => (await import('./commands/presets.ts')).presets)
  does(
    add('protocols [name]', 'ways to debate; with a name, everything that it can be told'),
    async () => (await import('./commands/protocols.ts')).protocols,
  )
  does(
    add('doctor', 'what is set up here, what is broken, and what mends it').option('--check', 'ask each model for a word, too'),
    async () => (await import('./commands/doctor.ts')).doctor,
  )

  return async (args) => {
    if (args.length === 0 && process.stdin.isTTY) {
      program.outputHelp()
      return 0
    }
    refuseMistyped(args, program)
    try {
      await program.parseAsync(args, { from: 'user' })
      return code
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error
      if (error.exitCode === 0) return 0
      // The help of a command that has only commands below it was shown.
      if (error.code === 'commander.help') return 2
      throw new Usage(
        `${error.message
          .replace(/^error: /, '')
          .replaceAll('\n', ' ')
          .replace(/\.+$/, '')}. See quorum --help.`,
        { cause: error },
      )
    }
  }
}

const asking = (command: Command): Command =>
  limited(command)
    .option('-m, --models <models>', 'provider/model,provider/model,...', words)
    .option('--me [name]', 'hold a seat yourself: answer with quorum speak when it waits for you')
    .option('--judge <models>', 'models that judge or conclude, in order', words)
    .option('-p, --preset <name>', 'models, protocol and limits under one name: see quorum presets')
    .option('--protocol <name>', 'how they debate: see quorum protocols; or a file of your own (./mine.ts)')
    .option('--protocol-option <key=value>', 'an option of the protocol', each)
    .option('--follow <id>', 'ask on after a debate (or last): its question and answer are known to the panel')
    .option('--assign-stances', 'a clerk gives the debaters opposing stances: one call more')
    .option('--map-claims', 'a clerk maps the claims behind the answers at the end: one call more')
    .option('--context <file...>', 'files that the panel reads (text, PDF, HTML, CSV), or https addresses')
    .option('--private-context <file...>', 'the same for the debaters alone; judges do not read them')
    .option('--web-search [words]', 'sources from a search of the web, for the question or for these words')
    .option('--memory <strategy>', 'what prompts show of earlier turns: full, window:12, last-round, summarise, hybrid')
    .option('--options <a|b|c>', 'the answers to choose from')
    .addOption(new Option('--answer <kind>', 'the kind of answer wanted').choices(['open', 'choice', 'number', 'yesno']))
    .option('--seed <number>', 'what chance is drawn from', whole('--seed', { from: 0, to: 2 ** 31 }))
    .option('-f, --file <file>', 'a motion as YAML or JSON')
    .option('--title <title>', 'what the list calls it')
    .option('--tag <tag>', 'a tag, to find it again', each)
    .option('--fail-under <confidence>', 'exit 3 below this confidence, 0 to 1', share)

/** Options of the limits; `more` where what is given comes on top of what there is. */
const limited = (command: Command, more: '' | 'more ' = ''): Command =>
  command
    .option('--rounds <number>', `${more}speaking rounds`, whole('--rounds', { to: 100 }))
    .option('--budget <usd>', more ? 'more US dollars' : 'US dollars at the most', dollars)
    .option('--timeout <time>', `${more}time, as 90s or 5m`)

const statuses: readonly DebateView['status'][] = [
  'running',
  'paused',
  'interrupted',
  'complete',
  'degraded',
  'stopped',
  'budget',
  'deadline',
  'no-quorum',
  'failed',
]

/** A single word that is nearly a command is no question: it would cost money to find out. */
function refuseMistyped(args: readonly string[], program: Command): void {
  const [word = ''] = args
  const names = program.commands.map((command) => command.name())
  if (word.startsWith('-') || word.includes(' ') || names.includes(word)) return
  const meant = nearest(word, names)
  if (meant) throw new Usage(`There is no command "${word}": did you mean quorum ${meant}? To ask it as a question: quorum ask "${word}".`)
}

/** `quorum --rounds 2 list`: flags before a command make a question of it. */
function refuseLateCommand(operands: readonly string[], program: Command): void {
  const [word = ''] = operands
  const meant = program.commands.some((command) => command.name() === word)
  if (meant && (operands.length === 1 || word === 'ask')) throw new Usage(`Write the command before its flags: quorum ${word} ...`)
}
