import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

/** A service cannot run here; the message is one line that says what to do. */
export class ServiceError extends Error {}

/** The port is somebody else's. */
export class PortTakenError extends ServiceError {}

/** A running service. `stop` may be called twice; `pid` is the server itself, so a test may signal it. */
export type Service = { url: string, port: number, pid: number, process: ChildProcess, stop (): Promise<void> }

export type Launch = {
  name: string
  command: string
  args: string[]
  cwd: string
  logFile: string
  /** what asks this server to end: Postgres ends fast on SIGINT, waits for its clients on SIGTERM */
  signal: 'SIGTERM' | 'SIGINT'
  isReady: () => Promise<boolean>
  credentials?: { uid: number, gid: number } | undefined
}

async function isFree (port: number): Promise<boolean> {
  const server = createServer()
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}

/**
 * A port for a server that takes seconds to start. Below the ports that systems hand out by themselves (Linux from 32768, macOS
 * from 49152): one of those might meanwhile be given to anybody who asks for any, be it another test.
 */
export async function freePort (): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000)
    if (await isFree(port)) return port
  }
}

// A shell that holds the read end of our pipe: the kernel closes it however we die (SIGKILL too), and the shell does the rest.
// Plain sh: it works on macOS, where a parent-death signal does not exist.
function afterUs (script: string, ...args: string[]): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', `read _\n${script}`, 'deflect-watchdog', ...args], { cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  watchdog.stdin?.on('error', () => {})
  watchdog.unref()
  ;(watchdog.stdin as unknown as { unref (): void }).unref()
  return watchdog
}

// SIGCONT, because a stopped process does not see SIGTERM.
const END_PROCESS = `kill -s "$2" "$1"; kill -s CONT "$1"
i=0; while kill -0 "$1" && [ $i -lt 50 ]; do sleep 0.1; i=$((i+1)); done
kill -s KILL "$1"`

/** Removes a folder when this process is gone, a little after the services in it are. */
export function removeAfterUs (folder: string): { cancel (): void } {
  const watchdog = afterUs('sleep 1; rm -rf "$1"; sleep 5; rm -rf "$1"', folder)
  return { cancel: () => { watchdog.kill('SIGKILL') } }
}

/** The line of a log that explains a failed start. */
export function explain (logFile: string): string {
  let lines: string[] = []
  try {
    lines = readFileSync(logFile, 'utf8').trim().split('\n')
  } catch {}
  const last = lines.findLast((line) => /fatal|error|# |failed|in use/i.test(line) && !/warning/i.test(line)) ?? lines.at(-1) ?? ''
  return last.trim().slice(0, 300) || 'it left no message'
}

/** Starts a server process, waits until it answers, and ties its life to ours. */
export async function launch ({ name, command, args, cwd, logFile, signal, isReady, credentials }: Launch): Promise<Omit<Service, 'url' | 'port'>> {
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'w')
  // detached: Ctrl-C on the terminal reaches us alone, so we stop things in our own order.
  const child = spawn(command, args, { cwd, detached: true, stdio: ['ignore', log, log], env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' }, ...credentials })
  closeSync(log)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', () => resolve(explain(logFile)))
  })
  let problem: string | undefined
  ended.then((reason) => { problem = reason })
  await Promise.race([once(child, 'spawn').catch(() => {}), ended])
  const pid = child.pid
  if (pid === undefined) throw new ServiceError(`${name} does not start: ${await ended}`)
  const watchdog = afterUs(END_PROCESS, String(pid), signal.slice(3))
  // Without this the number might be somebody else's by the time the watchdog uses it.
  ended.then(() => watchdog.kill('SIGKILL'))

  const isAlive = () => child.exitCode === null && child.signalCode === null
  async function stop (): Promise<void> {
    if (isAlive()) {
      child.ref()
      child.kill(signal)
      child.kill('SIGCONT')
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(force)
    }
  }

  // The service keeps nobody alive: whoever forgets to stop it exits, and the watchdog ends it.
  child.unref()
  const deadline = Date.now() + 30_000
  while (!await isReady()) {
    if (problem !== undefined || Date.now() > deadline) {
      await stop()
      const message = `${name} does not start: ${problem ?? 'no answer in 30 s'}`
      throw /address already in use|could not create any TCP/i.test(readLog(logFile)) ? new PortTakenError(message) : new ServiceError(message)
    }
    await delay(15)
  }
  return { pid, process: child, stop }
}

function readLog (logFile: string): string {
  try {
    return readFileSync(logFile, 'utf8')
  } catch {
    return ''
  }
}

/** Picks a port and starts there; a port that somebody took in between is tried again, a port asked for is not. */
export async function withPort<T> (name: string, port: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const chosen = port ?? await freePort()
    try {
      return await start(chosen)
    } catch (error) {
      if (!(error instanceof PortTakenError)) throw error
      if (port !== undefined) throw new PortTakenError(`${name}: port ${port} is taken; stop what listens there or choose another`, { cause: error })
      if (attempt === 3) throw error
    }
  }
}
