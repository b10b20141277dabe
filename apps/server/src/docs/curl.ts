import type { Described } from './documented.ts'

/** How to ask for an operation with curl. `$id` and the like are variables of the shell. */
export function curl(method: string, path: string, { security, parameters, requestBody, responses }: Described, origin: string): string {
  const [type, body] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const query = required.map(({ name, schema }) => `${name}=${Array.isArray(schema.enum) ? schema.enum[0] : `$${name}`}`).join('&')
  const streams = JSON.stringify(responses).includes('text/event-stream') && method === 'get'
  const lines = [
    `curl ${streams ? '-N ' : ''}${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"${origin}${path.replaceAll(/\{(\w+)\}/g, '$$$1')}${query && `?${query}`}"`,
    ...(security.length > 0 ? ['-H "Authorization: Bearer $QUORUM_API_KEY"'] : []),
    ...(streams ? ["-H 'Accept: text/event-stream'"] : []),
    ...(type ? [`-H 'Content-Type: ${type}'`] : []),
    ...(body?.example !== undefined ? [`-d '${JSON.stringify(body.example).replaceAll("'", "'\\''")}'`] : []),
    ...(type && body?.example === undefined ? ['--data-binary @file'] : []),
  ]
  return lines.join(' \\\n  ')
}
