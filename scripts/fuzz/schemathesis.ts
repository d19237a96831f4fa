import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { python } from '../services/wheel.ts'

const VERSION = '4.32.5'
const CONFIG = fileURLToPath(new URL('schemathesis.toml', import.meta.url))

/** Where its packages are: from the package index into the state folder once. A folder and no venv, as Debian's python3 has no venv module. */
export async function findSchemathesis (stateDir: string): Promise<string> {
  const home = join(stateDir, 'fuzz', `schemathesis-${VERSION}`)
  if (existsSync(home)) return home
  await mkdir(join(stateDir, 'fuzz'), { recursive: true })
  const temporary = await mkdtemp(`${home}-`)
  try {
    await python(['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', temporary, `schemathesis==${VERSION}`], 'schemathesis', 'go without')
    // rename: another run sees all of it or nothing. It may have been faster; its copy is as good.
    await rename(temporary, home).catch((error: NodeJS.ErrnoException) => { if (!existsSync(home)) throw error })
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
  return home
}

export type Run = { packages: string, url: string, examples: number, token?: string | undefined }
export type Found = { good: boolean, cases: number, output: string }

/** Sends what the OpenAPI document of a service allows, and what it does not, and looks at the answers. */
export async function runSchemathesis ({ packages, url, examples, token }: Run): Promise<Found> {
  const args = ['-m', 'schemathesis.cli', '--config-file', CONFIG, 'run', `${url}/docs/json`,
    '--phases', 'examples,coverage,fuzzing', '--max-examples', String(examples), '--continue-on-failure', '--warnings', 'off', '--no-color',
    ...(token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`])]
  let output = ''
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn('python3', args, { env: { ...process.env, PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1' }, cwd: packages, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { output += data })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
  const cases = Number(/(\d+) generated/.exec(output)?.[1] ?? 0)
  return { good: code === 0 && cases > 0, cases, output }
}
