import { execFile } from 'node:child_process'
import { cp, readdir, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readArguments, runCommand } from './arguments.ts'
import { ensureModel } from './get-model.ts'
import { buildWeb } from './web/build.ts'

const run = promisify(execFile)
const name = 'npm run build --'
const root = fileURLToPath(new URL('..', import.meta.url))
const ASSETS = new Set(['.sql', '.lua', '.json'])

const options = readArguments({
  name,
  summary: 'Compiles src to dist, builds the pages, copies what else is read, and gets the embedding model if it can.',
  options: { 'no-model': { type: 'boolean', description: 'leave the embedding model for the first start' } }
})

async function compile (): Promise<void> {
  try {
    await run(process.execPath, [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', join(root, 'tsconfig.build.json')], { cwd: root })
  } catch (cause) {
    const { stdout = '', message } = cause as Error & { stdout?: string }
    process.stderr.write(stdout)
    throw new Error(`src does not compile: ${stdout.split('\n')[0] || message}`, { cause })
  }
}

/** What tsc and vite leave behind: SQL, Lua and whatever else a source file reads beside itself. */
async function copyAssets (): Promise<number> {
  const names = (await readdir(join(root, 'src'), { recursive: true })).filter((file) => ASSETS.has(extname(file)) && !file.startsWith('web'))
  for (const file of names) await cp(join(root, 'src', file), join(root, 'dist', file))
  return names.length
}

await runCommand(name, async () => {
  // A file renamed in src must not live on in dist.
  await rm(join(root, 'dist'), { recursive: true, force: true })
  await compile()
  await buildWeb()
  const assets = await copyAssets()
  process.stdout.write(`dist is built (${assets} assets)\n`)
  if (options['no-model']) return
  try {
    await ensureModel({ stateDir: join(root, '.deflect'), log: (line) => process.stdout.write(`${line}\n`) })
  } catch (error) {
    process.stderr.write(`warning: built without the embedding model, so the semantic tier will be off: ${(error as Error).message}\n`)
  }
})
