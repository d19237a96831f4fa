import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { setTimeout as delay } from 'node:timers/promises'

/** A report over what happened since a moment; run as a user would run it, `npm run report`. */
type Window = { root: string, env: NodeJS.ProcessEnv, since: string }

const command = ({ root, since }: Window, format: string) => ['--import', 'tsx', join(root, 'scripts/report.ts'), '--since', since, '--format', format]

/** Waits until the events of so many requests reached Postgres; resolves with how many did. */
export async function awaitReport (options: Window & { requests: number, signal: AbortSignal, patienceMs?: number }): Promise<number> {
  const { requests, signal, patienceMs = 30_000 } = options
  const deadline = Date.now() + patienceMs
  for (;;) {
    const { stdout } = await promisify(execFile)(process.execPath, command(options, 'json'), { env: options.env, cwd: options.root, maxBuffer: 64 << 20, signal })
    const counted = Number(JSON.parse(stdout).total?.requests)
    if (!Number.isFinite(counted)) throw new Error('npm run report gave no number of requests')
    if (counted >= requests || Date.now() > deadline) return counted
    await delay(300, undefined, { signal })
  }
}

/** Prints the table. */
export async function printReport (window: Window): Promise<void> {
  const child = spawn(process.execPath, command(window, 'table'), { env: window.env, cwd: window.root, stdio: ['ignore', 'inherit', 'inherit'] })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`npm run report failed with exit code ${code}`)
}
