import { strategies, type WireName } from '@quorum/models'
import { z } from 'zod'
import { debateRequest } from '../request.ts'

const amount = z.number().nonnegative()
const whole = z.number().int().positive()

const modelOverride = z
  .strictObject({
    family: z.string().min(1).describe('Who trained it; two models of one family tend to err together.'),
    window: whole.describe('Input and output together, in tokens.'),
    maxOutput: whole.describe('The longest answer, in tokens.'),
    reasons: z.boolean().describe('Whether it thinks before it answers.'),
    price: z
      .strictObject({
        input: amount,
        output: amount,
        cached: amount.optional(),
        cacheWrite: amount.optional(),
        request: amount.optional().describe('Dollars for each request.'),
      })
      .describe('US dollars per million tokens.'),
  })
  .partial()

const weight = z.number().positive().describe('Its share of the requests beside the others; 1 if not said.')
const modelName = z.string().regex(/^[^/]+\/.+/, 'a model is written provider/model')

/** Who else may answer for a model. */
const alternatives = {
  deployments: z
    .array(z.union([modelName, z.strictObject({ model: modelName, weight: weight.optional() })]))
    .describe('Other places that serve the same model, as provider/model.'),
  fallbacks: z.array(modelName).describe('Models that are asked in its place where none of its deployments can answer, in this order.'),
  balance: z.enum(strategies).describe('How one of several deployments is chosen; least-loaded if not said.'),
  hedgeAfterMs: whole.describe('Ask a second deployment as well once the first was silent for so long; both are paid. Never if not said.'),
}

const key = z.string().describe(`A reference to the environment, as \${MY_KEY}; never the key itself.`)
const keyFile = z.string().min(1).describe('A file that holds the key and nothing else; read anew once the vendor refuses the key.')
const baseUrl = z.string().min(1)

/** The formats that models are asked in. */
const wires = ['openai-chat', 'openai-responses', 'anthropic', 'gemini', 'ollama', 'cohere'] as const satisfies readonly WireName[]

const provider = z
  .strictObject({
    baseUrl,
    wire: z.enum(wires).describe('What a provider of your own speaks; openai-chat if not said.'),
    key,
    keyFile,
    keys: z.array(key).min(1).describe('Several keys, among which requests are shared out; in place of key.'),
    endpoints: z
      .array(z.strictObject({ baseUrl, key, keyFile, weight }).partial())
      .min(1)
      .describe('Several base URLs, each with a key of its own or that of the provider; in place of keys.'),
    concurrency: whole.describe('Requests in flight at the most, for each key.'),
    rates: z.strictObject({ requests: whole, input: whole, output: whole }).partial().describe('What the vendor allows per minute.'),
    timeouts: z.strictObject({ connect: whole, firstToken: whole, idle: whole }).partial().describe('Milliseconds.'),
    structured: z.enum(['json-schema', 'json-object', 'none']).describe('How it is asked for objects.'),
    repairs: z.number().int().min(0).max(5).describe('How often an answer in another shape is sent back; once if not said.'),
    models: z
      .record(z.string(), modelOverride.extend(alternatives).partial())
      .describe('What is known of its models, by their name at the provider.'),
  })
  .partial()
  .refine(({ keys, endpoints }) => !keys || !endpoints, 'either keys or endpoints, not both')

const { limits, memory, panel, assignStances, mapClaims } = debateRequest.shape

/** What a request may leave open. */
const setting = {
  models: z.array(z.union([z.string().min(1), panel.unwrap().element])).describe('The usual panel: provider/model, or a seat.'),
  judges: z.array(z.string().min(1)).describe('Models of judges and chairmen, in order.'),
  protocol: z.union([z.string().min(1), z.looseObject({ name: z.string() })]).describe('A name, or a name with options.'),
  limits: limits.unwrap().describe('Amounts in US dollars, times in milliseconds.'),
  memory: memory.unwrap().describe('How much of what was said before stands in prompts.'),
  assignStances: assignStances.unwrap().describe('A clerk gives the debaters opposing stances: one call more.'),
  mapClaims: mapClaims.unwrap().describe('A clerk maps the claims behind the answers at the end: one call more.'),
}
const preset = z.strictObject({ summary: z.string().describe('One sentence: when to use it.'), ...setting }).partial()

/** Whether answers are kept, and given again to who asks the same. */
const cache = z
  .strictObject({
    memory: whole.describe('Megabytes of answers that are kept in memory.'),
    disk: whole.describe('Megabytes of answers that are kept in cache.db in the folder of the debates.'),
    days: whole.describe('How long an answer on the disk is good; 30 if not said.'),
  })
  .partial()

const named = { name: z.string().min(1), when: z.enum(['input', 'output', 'both']), action: z.enum(['redact', 'refuse']) }
const guardRule = z.union([
  z.strictObject({ ...named, words: z.array(z.string().min(1)).min(1).describe('Whole words, in any case.') }),
  z.strictObject({
    ...named,
    pattern: z.string().min(1).describe('A regular expression without look-around; (?i) in front ignores case.'),
  }),
])

const bridged = z
  .strictObject({ name: modelName, structured: z.enum(['json-schema', 'json-object', 'none']), concurrency: whole, ...modelOverride.shape })
  .partial()
  .extend({ model: z.unknown().describe('What openai("gpt-5") of the AI SDK returns, say.') })

const list = z.array(z.string().min(1))
/** How `quorum serve` is reached, and by whom. */
const server = z
  .strictObject({
    host: z.string().min(1).describe('The address it listens on; other than loopback, a key is asked of everybody.'),
    port: z.number().int().min(0).max(65_535),
    auth: z.boolean().describe('Ask for a key on loopback, too.'),
    site: z.url().describe('Where it is for others, as https://quorum.example.com: for links in what it sends.'),
    users: z
      .strictObject({ budgetUsd: amount, dailyUsd: amount })
      .partial()
      .describe('What each user of a caller may spend, in US dollars, unless caps were set for them.'),
    quotas: z
      .strictObject({
        sources: whole.describe('Uploads that wait for a debate; 500 if not said.'),
        sourceBytes: whole.describe('Bytes of these together; 200 MB if not said.'),
        comments: whole.describe('20,000 if not said.'),
        commentBytes: whole.describe('Bytes of these together; 20 MB if not said.'),
      })
      .partial()
      .describe('What each tenant may keep at the most.'),
    hosts: list.describe('host:port by which it may be called, besides the loopback names.'),
    origins: list.describe('Origins of pages that may call it, as https://example.com.'),
    proxies: list.describe('Addresses of proxies before it, whose forwarding headers are believed.'),
    webhooks: list.describe('Origins that webhooks may go to although they are not public, as http://10.0.0.7:8080.'),
  })
  .partial()

/** What a configuration may say; everything is optional. */
export const config = z
  .strictObject({
    $schema: z.string(),
    ...setting,
    presets: z.record(z.string().min(1), preset).describe('Bundles of models, protocol and limits, each under the name that asks for it.'),
    protocols: list.describe('Files of protocols of your own, relative to this file.'),
    dataDir: z.string().min(1).describe('Folder of the debates, relative to this file.'),
    providers: z.record(z.string(), provider).describe('By name; any other name with a baseUrl is a provider of your own.'),
    search: z
      .strictObject({ url: z.url().describe('Where your SearXNG is, as http://localhost:8888.'), results: whole.max(20).optional() })
      .describe('What --web-search asks; 5 results if not said.'),
    cache,
    guard: z.array(guardRule).describe('What may neither leave to a model nor come back from one.'),
    bridged: z.array(bridged).describe('Language models of the AI SDK; for quorum.config.ts.'),
    server,
  })
  .partial()

export type Config = z.infer<typeof config>

/** The schema for editors; `quorum.config.schema.json` beside this file is this text. */
export const configSchema = (): string =>
  `${JSON.stringify({ title: 'Configuration of Quorum', ...z.toJSONSchema(config, { io: 'input' }) }, null, 2)}\n`
