import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ServiceError } from './process.ts'

/** A process by number and start time: numbers are used again, the pair is not. */
type Mark = { pid: number, started: string }

function startOf (pid: number): string | undefined {
  try {
    // Field 22, counted after the command, which may hold spaces and parentheses. Slim images have no ps, hence /proc first.
    if (existsSync('/proc/self/stat')) return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19]
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined
  } catch {}
}

const isAlive = ({ pid, started }: Mark) => startOf(pid) === started

/** Keeps a data folder to one run, and ends what a run that was killed together with its watchdogs left behind. */
export async function lockFolder (folder: string): Promise<{ add (pid: number): void, release (): void }> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'run.json')
  let before: { owner: Mark, services: Mark[] } | undefined
  try {
    before = JSON.parse(readFileSync(file, 'utf8'))
  } catch {}
  if (before) {
    if (before.owner.pid !== process.pid && isAlive(before.owner)) {
      throw new ServiceError(`${folder} is in use by process ${before.owner.pid} (another quickstart?); stop it first`)
    }
    // Usually the watchdogs are at it already: give them the time, then insist.
    for (const [signal, patience] of [['SIGINT', 5_000], ['SIGKILL', 1_000]] as const) {
      for (const service of before.services.filter(isAlive)) process.kill(service.pid, signal)
      const deadline = Date.now() + patience
      while (before.services.some(isAlive) && Date.now() < deadline) await delay(20)
    }
  }
  const run = { owner: { pid: process.pid, started: startOf(process.pid) ?? '' }, services: [] as Mark[] }
  const save = () => writeFileSync(file, JSON.stringify(run))
  save()
  return {
    add (pid) {
      run.services.push({ pid, started: startOf(pid) ?? '' })
      save()
    },
    release: () => rmSync(file, { force: true })
  }
}
