// npm test. Plain Node without dependencies, so that it runs on a fresh clone: installs what is missing, then hands over.
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file) => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).packages

/** True when node_modules is what package-lock.json asks for; packages for other platforms may be absent. */
function isInstalled () {
  try {
    const installed = read('node_modules/.package-lock.json')
    return Object.entries(read('package-lock.json')).every(([path, wanted]) =>
      path === '' || (installed[path] ? installed[path].version === wanted.version && installed[path].integrity === wanted.integrity : wanted.optional === true))
  } catch {
    return false
  }
}

if (!isInstalled()) {
  console.log('npm ci (node_modules is absent or older than package-lock.json)')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) {
    console.error('npm ci failed; see the lines above')
    console.log('0 passed, 1 failed')
    process.exit(1)
  }
}

const child = spawn(process.execPath, ['--import=tsx', 'scripts/test.ts', ...process.argv.slice(2)], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
// Ctrl-C reaches the child by itself; a kill of ours alone has to be passed on, and both wait for its clean end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { if (signal !== 'SIGINT') child.kill(signal) })
child.on('exit', (code) => { process.exitCode = code ?? 1 })
