// Plain JavaScript on Node alone: this runs before anything is installed.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/** Why `npm ci` has to run in this folder, or undefined when node_modules holds what package-lock.json says. */
export function whyInstall (root) {
  const installedFile = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return 'nothing is installed yet'
  let installed
  try {
    installed = packagesOf(installedFile)
  } catch {
    return 'what is installed cannot be read'
  }
  const wanted = packagesOf(join(root, 'package-lock.json'))
  for (const [path, { version, integrity, optional }] of Object.entries(wanted)) {
    if (path === '') continue
    const there = installed[path]
    // An optional package is absent where it does not fit the machine.
    if (there === undefined ? !optional : there.version !== version || there.integrity !== integrity) return `${path.replace('node_modules/', '')} is not what package-lock.json says`
  }
}

function explain (output, code) {
  if (/EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|network/.test(output)) return 'no network: the npm registry cannot be reached'
  const lines = output.trim().split('\n').filter((line) => /npm (ERR!|error)/.test(line) && !/A complete log/.test(line))
  return `npm ci failed: ${(lines.at(-1) ?? `exit code ${code}`).replace(/^npm (ERR!|error)\s*/, '')}`
}

/** Runs `npm ci` in this folder; progress is one line that is rewritten on a terminal. Rejects with one line. */
export async function install (root, { output = process.stdout, args = [] } = {}) {
  const npm = process.env.npm_execpath
  const [command, ...rest] = npm ? [process.execPath, npm] : ['npm']
  const child = spawn(command, [...rest, 'ci', '--no-audit', '--no-fund', '--fetch-retries=2', '--fetch-retry-maxtimeout=10000', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { said = (said + text).slice(-20_000) })
  const since = Date.now()
  const seconds = () => Math.round((Date.now() - since) / 1000)
  const clock = output.isTTY
    ? setInterval(() => output.write(`\r  npm ci … ${seconds()} s`), 1_000)
    : setInterval(() => output.write(`  npm ci … ${seconds()} s\n`), 15_000)
  const stop = () => child.kill('SIGTERM')
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const { code, error } = await new Promise((resolve) => {
    child.once('error', (error) => resolve({ error }))
    child.once('close', (code, signal) => resolve({ code: code ?? signal }))
  })
  clearInterval(clock)
  process.off('SIGINT', stop).off('SIGTERM', stop)
  if (output.isTTY) output.write('\r\x1b[K')
  if (error) throw new Error(`npm does not start: ${error.message}`)
  if (code !== 0) throw new Error(explain(said, code))
  output.write(`  installed in ${seconds()} s\n`)
}
