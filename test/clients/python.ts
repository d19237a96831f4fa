import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { python } from '../../scripts/services/wheel.ts'

const REQUIREMENTS = fileURLToPath(new URL('python-requirements.txt', import.meta.url))
const HOME = fileURLToPath(new URL('../../.deflect/python-clients', import.meta.url))
/** What the pinned packages need. */
const MINOR = 11

/** Why the Python client cannot be tried here, or null. */
export function whyNoPython (): string | null {
  try {
    const version = execFileSync('python3', ['-c', 'import sys; print(*sys.version_info[:2])'], { encoding: 'utf8' }).trim()
    const [major = 0, minor = 0] = version.split(' ').map(Number)
    return major > 3 || (major === 3 && minor >= MINOR) ? null : `Python 3.${MINOR} or later is needed, python3 is ${version.replace(' ', '.')}`
  } catch {
    return 'there is no python3 on PATH'
  }
}

/**
 * A folder with the pinned packages, made once and kept between runs. No venv: Debian's python3 has no module for it.
 * @throws ServiceError
 */
export async function pythonPackages (): Promise<string> {
  const folder = join(HOME, createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12))
  if (existsSync(folder)) return folder
  await mkdir(dirname(folder), { recursive: true })
  const temporary = await mkdtemp(`${folder}-`)
  try {
    await python(['-m', 'pip', 'install', '--quiet', '--no-warn-script-location', '--root-user-action', 'ignore', '--only-binary', ':all:', '--retries', '2', '--timeout', '30', '--target', temporary, '--requirement', REQUIREMENTS], 'the Python client', `install ${REQUIREMENTS} yourself`)
    await writeFile(join(temporary, '.gitignore'), '*\n')
    await rename(temporary, folder)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
  return folder
}

/** Runs a program of Python with the packages, JSON in and out. */
export async function runPython (args: string[], input: unknown): Promise<any> {
  const child = spawn('python3', args, { env: { ...process.env, PYTHONPATH: await pythonPackages(), PYTHONDONTWRITEBYTECODE: '1' }, stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.end(JSON.stringify(input))
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  try {
    return JSON.parse(out)
  } catch (cause) {
    throw new Error(`python3 ${args.join(' ')} printed no JSON: ${(errors || out).slice(-1000)}`, { cause })
  }
}
