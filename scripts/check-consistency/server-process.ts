import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'
import { explain } from '../services/process.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
// Compiled where we are (compile.ts): every start is a second of the processor less.
const [ENTRY, LOADER] = import.meta.url.endsWith('.js') ? ['src/server.js', []] : ['src/server.ts', ['tsx']]
const WITH_PARENT = new URL('../quickstart/with-parent.mjs', import.meta.url).href
const READY_MS = 60_000

export type ServerOptions = { port: number, env: NodeJS.ProcessEnv, logFile: string, preload?: string[] }

/** One process of the service that can be killed the hard way and started again on its port. */
export function createServerProcess ({ port, env, logFile, preload = [] }: ServerOptions) {
  const base = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const isAlive = () => child !== undefined && child.exitCode === null && child.signalCode === null

  async function ended (): Promise<void> {
    if (isAlive()) await once(child!, 'exit')
  }

  async function start (): Promise<void> {
    const log = openSync(logFile, 'a')
    const imports = [...LOADER, WITH_PARENT, ...preload].flatMap((module) => ['--import', module])
    // detached: Ctrl-C reaches the checker alone. ipc: with it the server ends when the checker does, however that ends.
    child = spawn(process.execPath, [...imports, join(ROOT, ENTRY)], { cwd: ROOT, detached: true, stdio: ['ignore', log, log, 'ipc'], env: { ...env, HOST: '127.0.0.1', PORT: String(port) } })
    child.on('error', () => {})
    closeSync(log)
    await ready()
  }

  async function ready (): Promise<void> {
    for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await delay(50)) {
      if (!isAlive()) throw new Error(`a server ended at its start: ${explain(logFile)}`)
      const response = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
      await response?.body?.cancel()
      if (response?.status === 200) return
    }
    throw new Error(`a server is not ready after ${READY_MS / 1000} s: ${explain(logFile)}`)
  }

  return {
    base,
    start,
    ready,
    isAlive,
    signal: (signal: NodeJS.Signals) => { child?.kill(signal) },
    async kill (): Promise<void> {
      child?.kill('SIGKILL')
      await ended()
    },
    /** Ends it as an operator would. @returns false where it had to be killed */
    async stop (patienceMs = 15_000): Promise<boolean> {
      if (!isAlive()) return true
      child!.kill('SIGTERM')
      let kind = true
      const force = setTimeout(() => { kind = false; child!.kill('SIGKILL') }, patienceMs)
      await ended()
      clearTimeout(force)
      return kind
    }
  }
}
export type ServerProcess = ReturnType<typeof createServerProcess>
