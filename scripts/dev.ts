import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readArguments, runCommand } from './arguments.ts'
import { buildWeb, ensureWeb } from './web/build.ts'

const name = 'npm run dev --'
const root = fileURLToPath(new URL('..', import.meta.url))

readArguments({
  name,
  summary: 'Runs the service from source on the environment\'s services; restarts it, and builds the pages again, on changes.',
  options: {}
})

/** Builds the pages again when their source rests for a moment; one build at a time. */
function watchPages (): void {
  let timer: NodeJS.Timeout | undefined
  let building = Promise.resolve()
  watch(join(root, 'src/web'), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      building = building.then(buildWeb).then(() => console.log('the pages are built'), (error: Error) => console.error(error.message))
    }, 200)
  })
}

await runCommand(name, async () => {
  await ensureWeb(console.log)
  watchPages()
  const child = spawn(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), 'watch', '--exclude', 'src/web/**', 'src/server.ts'], { cwd: root, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { if (signal !== 'SIGINT') child.kill(signal) })
  child.on('exit', (code) => process.exit(code ?? 1))
})
