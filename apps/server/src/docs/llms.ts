import { lead, type OpenApi } from '@quorum/sdk'
import { operationsOf } from './documented.ts'

/** What a language model needs to use this server, as Markdown. */
export const llms = (document: OpenApi, origin: string): string => `# ${document.info.title}

> ${lead} A debate is started with one request, runs by itself, and ends with a verdict.

Server: ${origin}. Key, where one is asked for: \`Authorization: Bearer <key>\`. Bodies are JSON. Problems are \`application/problem+json\`: \`code\` says what is wrong, \`detail\` the way out.

## A debate

1. \`POST /api/v1/debates\` with \`{"motion": {"question": "..."}}\` answers 201 with \`id\`. Send an \`Idempotency-Key\` of your own: then a repeated request starts nothing twice. Useful fields:
   - \`motion.answer\`: \`open\`, \`choice\` (with \`motion.options\`), \`number\` or \`yesno\`; \`motion.context\`: earlier messages; \`motion.sources\`: \`[{"name", "text"}]\`.
   - \`panel\`: \`[{"model": "provider/model"}]\` from \`GET /api/v1/models\`; or \`preset\` from \`GET /api/v1/presets\`; \`protocol\`: \`{"name"}\` from \`GET /api/v1/protocols\`.
   - \`limits\`: \`{"budgetUsd", "rounds", "deadlineMs"}\`. \`POST /api/v1/estimate\` takes the same body and says what it would cost.
2. \`GET /api/v1/debates/{id}\` until \`status\` is none of \`queued\`, \`running\`, \`paused\`, \`interrupted\`; or \`GET /api/v1/debates/{id}/events\` with \`Accept: text/event-stream\`, which ends after \`debate-ended\` and goes on after a seq by \`Last-Event-ID\`.
3. \`verdict\`: \`answer\`, \`confidence.value\` (0..1, and its \`basis\`), \`agreement\`, \`votes\`, \`dissent\` (who disagrees, and why). It is null where the debate ended without one; \`stopReason\` says why. \`simulated: true\` means that nothing of it is an opinion.

As a model of any OpenAI client: base URL \`${origin}/v1\`, model \`quorum/<preset or protocol>\`, such as \`quorum/auto\`. As a tool: the Model Context Protocol at \`${origin}/mcp\`.

## Everything that can be asked

${document.tags.map(({ name, description }) => `### ${name}\n\n${description}\n\n${listed(document, name)}`).join('\n\n')}

## More

- [OpenAPI 3.1](${origin}/openapi.json): every body, answer and problem
- [The same for people](${origin}/docs)
`

const listed = (document: OpenApi, tag: string): string =>
  operationsOf(document, tag)
    .map(({ method, path, described }) => `- \`${method.toUpperCase()} ${path}\`: ${described.summary}`)
    .join('\n')
