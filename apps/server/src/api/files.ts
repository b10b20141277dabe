import type { ExportFormat } from '@quorum/quorum'
import type { FastifyReply } from 'fastify'

const types: Readonly<Record<ExportFormat, string>> = {
  md: 'text/markdown; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

/** Makes a reply a file to keep. Its name is ours; a page in it runs without any right on this origin. */
export function fileOf(reply: FastifyReply, debateId: string, format: ExportFormat): FastifyReply {
  return reply
    .type(types[format])
    .header('content-disposition', `attachment; filename="quorum-${debateId}.${format}"`)
    .header('content-security-policy', sandbox)
}

/** For pages with a debate in them: their own script runs and can reach nothing, neither this origin nor the network. */
export const sandbox = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
