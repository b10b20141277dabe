import { Agent, type Dispatcher, request } from 'undici'

/** As many connections as there is asked at once; streams are read as long as they last. */
const dispatcher = new Agent({ connections: null, bodyTimeout: 0, headersTimeout: 0 })

export async function get(url: string): Promise<string> {
  const { statusCode, body } = await request(url, { dispatcher })
  const text = await body.text()
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}: ${text.slice(0, 300)}`)
  return text
}

/** Opens a debate and reads it to its end, as a client does; throws where it does not end as its protocol says. */
export async function debated(url: string, debate: unknown): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const opened = await request(`${url}/api/v1/debates`, { method: 'POST', headers, body: JSON.stringify(debate), dispatcher })
  const { id } = (await opened.body.json()) as { readonly id: string }
  const watched = await request(`${url}/api/v1/debates/${id}/events`, { dispatcher })
  const last = await lastOf(watched)
  if (!last.includes('"status":"complete"')) throw new Error(`Debate ${id} did not end well: ${last.slice(-300)}`)
  return id
}

/** The last words of a stream. */
async function lastOf({ body }: Dispatcher.ResponseData): Promise<string> {
  let last = ''
  for await (const chunk of body) last = (last + String(chunk)).slice(-20_000)
  return last.slice(last.lastIndexOf('event: '))
}

export const leave = (): Promise<void> => dispatcher.destroy()
