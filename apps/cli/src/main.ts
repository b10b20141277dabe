import process from 'node:process'

process.exitCode = await (await import('./run.ts')).run(process.argv.slice(2))
