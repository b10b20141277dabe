import { fstatSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { Usage } from '../usage.ts'

const longest = 10 * 1024 * 1024
/** Milliseconds of silence after which people are told what is waited for. */
const silentMs = 2000

/** The question: the words, and what comes in through a pipe or after `-`. Asks for it on a terminal unless `input` is false. */
export async function question(words: readonly string[], { input }: { readonly input: boolean }): Promise<string> {
  const dash = words.includes('-')
  const said = words
    .filter((word) => word !== '-')
    .join(' ')
    .trim()
  const piped = dash || isPiped(said === '') ? await standardInput(said === '') : ''
  const whole = [said, piped.trim()].filter(Boolean).join('\n\n')
  if (whole || dash || !process.stdin.isTTY || !input) return whole
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await prompt.question('What should the panel answer? ')).trim()
  } finally {
    prompt.close()
  }
}

/** Whether text waits on standard input. A socket or a device is only read if there is nothing else: it may never end. */
function isPiped(needed: boolean): boolean {
  if (process.stdin.isTTY) return false
  try {
    const stat = fstatSync(0)
    return stat.isFIFO() || stat.isFile() || (needed && stat.isSocket())
  } catch (error) {
    // Some parents give no standard input at all.
    if (error instanceof Error && 'code' in error && error.code === 'EBADF') return false
    throw error
  }
}

async function standardInput(needed: boolean): Promise<string> {
  const waiting = setTimeout(
    () => process.stderr.write(`Waiting for standard input to end${needed ? '' : ' (< /dev/null if there is none)'} ...\n`),
    silentMs,
  )
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of process.stdin) {
      const bytes = Buffer.from(chunk as Buffer)
      size += bytes.length
      if (size > longest) throw new Usage('More than 10 MB came through standard input: no panel reads that much.')
      chunks.push(bytes)
    }
  } finally {
    clearTimeout(waiting)
  }
  return Buffer.concat(chunks).toString('utf8')
}
