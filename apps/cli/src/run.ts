import process from 'node:process'
import { told } from './failure.ts'
import { programFor } from './program.ts'

/** Runs one command; resolves with its exit code. Everything that goes wrong is told on standard error. */
export async function run(args: readonly string[]): Promise<number> {
  // Whoever reads us may have had enough, as in `quorum list | head -1`.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  }
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${told(error, process.env).text}\n`)
    process.exit(1)
  })
  try {
    return await programFor()(args)
  } catch (error) {
    const { text, code } = told(error, process.env)
    process.stderr.write(`${text}\n`)
    return code
  }
}
