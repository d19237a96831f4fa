// npm test. Plain Node without dependencies, so that it runs on a fresh clone: installs what is missing, then hands over.
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { whyInstall } from './quickstart/install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const why = whyInstall(root)
if (why !== undefined) {
  console.log(`npm ci (${why})`)
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
