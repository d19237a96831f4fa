import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { LEAN_ENV } from '../lean.ts'

/** The port, when it is free; a free one for 0. Rejects with one line. */
export async function claimPort (port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    const reason = code === 'EADDRINUSE' ? 'is taken' : code === 'EACCES' ? 'is not allowed' : `cannot be used (${message})`
    throw new Error(`port ${port} ${reason}; choose another with --port`, { cause })
  }
  const bound = (server.address() as { port: number }).port
  server.close()
  await once(server, 'close')
  return bound
}

export type ServiceProcess = { base: string, died: Promise<string>, stop (): Promise<void> }

/** The line of a log that explains an end: the last fatal or error of pino, else the last line that names an error, else the last. */
export function explainLog (lines: string[]): string {
  const entries = lines.filter((line) => /\S/.test(line) && !/^\s+at |^Node\.js v/.test(line)).map((line) => {
    try {
      const { level, msg, err } = JSON.parse(line)
      return { bad: level >= 50, text: [msg, err?.message].filter(Boolean).join(': ') || line }
    } catch {
      return { bad: /\berror\b|Error:/i.test(line), text: line.trim() }
    }
  })
  return (entries.findLast(({ bad }) => bad) ?? entries.at(-1))?.text.slice(0, 300) ?? 'it left no message'
}

/**
 * Starts the service, which `entry` is the JavaScript of, as a child process and waits until it is ready. `died` resolves with the reason when it ends by itself.
 */
export async function startService (options: { root: string, port: number, env: NodeJS.ProcessEnv, logFile: string, entry: string }): Promise<ServiceProcess> {
  const { root, port, env, logFile, entry } = options
  const base = `http://127.0.0.1:${port}`
  const preload = new URL('./with-parent.mjs', import.meta.url).href
  // detached: Ctrl-C on the terminal reaches us alone, so that the service stops before what it stands on.
  // REDIS_TIMEOUT_MS: a machine that has just installed all this is busy, and a Redis that was late once would be gone around in the tour.
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', preload, entry], {
    cwd: root, env: { SHUTDOWN_TIMEOUT_MS: '3000', REDIS_TIMEOUT_MS: '500', ...LEAN_ENV, ...env, HOST: '127.0.0.1', PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true
  })
  child.on('error', () => {})
  const log = createWriteStream(logFile)
  const lines: string[] = []
  let stopping = false
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.pipe(log, { end: false })
    createInterface({ input: stream }).on('line', (line) => { if (lines.push(line) > 50) lines.shift() })
  }
  const ended = once(child, 'close').then(() => log.end())
  const died = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => { if (!stopping) resolve(`the service died (${signal ?? `exit code ${code}`}): ${explainLog(lines)}`) })
  })

  async function stop () {
    stopping = true
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const force = setTimeout(() => child.kill('SIGKILL'), 8_000)
    await ended
    clearTimeout(force)
  }

  const giveUp = new AbortController()
  try {
    await Promise.race([ready(base, giveUp.signal), died.then((reason) => { throw new Error(`${reason} (whole log: ${logFile})`) })])
  } catch (error) {
    giveUp.abort(error)
    await stop()
    throw error
  }
  return { base, died, stop }
}

async function ready (base: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + 120_000
  let answer = 'no answer'
  while (Date.now() < deadline && !signal.aborted) {
    try {
      const response = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(5_000) })
      if (response.status === 200) return
      answer = `/readyz answers ${response.status}`
      await response.body?.cancel()
    } catch {}
    await delay(50)
  }
  throw new Error(`the service is not ready after 120 s: ${answer}`)
}
