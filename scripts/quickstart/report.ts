import { setTimeout as delay } from 'node:timers/promises'
import { readConfig } from '../../src/config.ts'
import { makeReport, type Wanted } from '../report/make.ts'

/** A report over what happened since a moment, as `npm run report` makes it. */
type Window = { env: NodeJS.ProcessEnv, since: string }

const make = ({ env, since }: Window, wanted: Pick<Wanted, 'format' | 'width'>) =>
  makeReport({ since, until: undefined, by: undefined, tenant: undefined, namespace: undefined, ...wanted }, readConfig(env))

/** Waits until the events of so many requests reached Postgres; resolves with how many did. */
export async function awaitReport (options: Window & { requests: number, signal: AbortSignal }): Promise<number> {
  const { requests, signal } = options
  const deadline = Date.now() + 30_000
  for (;;) {
    const { report: { total } } = await make(options, { format: 'json' })
    if (total.requests >= requests || Date.now() > deadline) return total.requests
    await delay(300, undefined, { signal })
  }
}

/** Prints the table. */
export async function printReport (window: Window): Promise<void> {
  process.stdout.write((await make(window, { format: 'table', width: process.stdout.columns })).text)
}
