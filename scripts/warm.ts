import { isName } from '../src/access/name.ts'
import type { Config } from '../src/config.ts'
import { NAME } from '../src/schemas/name.ts'
import { readDurationMs } from '../src/times.ts'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { readFaq } from './warm/read-faq.ts'
import { tellFaq, tellRecent } from './warm/told.ts'

// The service is loaded only once it is known what to do with it: help and mistakes need not wait for it.

const AT_ONCE = 4
/** As a chat turn may name one. */
const MAX_MODEL = 100

function readRate (text: string): number {
  const rate = Number(/^(\d{1,6}(?:\.\d+)?)(\/s)?$/.exec(text)?.[1])
  if (!(rate > 0)) throw new UsageError(`--rate must be a number of fills per second such as 200/s, got "${text}"`)
  return rate
}

function readUsers (text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--users must be a whole number above 0, got "${text}"`)
  return Number(text)
}

/** One line, written over on a terminal; nothing where the output goes to a file. */
const showProgress = (line: string) => { if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kwarming: ${line}`) }

/** Runs until it is done or interrupted. @returns what was done, and the seconds it took */
async function timed<T> (config: Config, work: (signal: AbortSignal) => Promise<T>): Promise<T & { seconds: number }> {
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort(new Error('interrupted')))
  const startedAt = performance.now()
  try {
    const done = await work(stopped.signal)
    return { ...done, seconds: Math.round((performance.now() - startedAt) / 10) / 100 }
  } catch (error) {
    const { explainPostgres } = await import('./postgres.ts')
    throw stopped.signal.aborted ? new Error('interrupted') : explainPostgres(error, config.DATABASE_URL, 'conversations')
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  }
}

async function byFaq (file: string, { tenant = 'local', namespace = 'default', model, rate = '5/s' }: Record<'tenant' | 'namespace' | 'model' | 'rate', string | undefined>): Promise<{ done: object, text: string, lack: string | null }> {
  // What no request can name would be kept for nobody.
  if (!new RegExp(NAME).test(namespace)) throw new UsageError(`--namespace must be 1 to 64 letters, digits and ._:/-, got "${namespace}"`)
  if (!isName(tenant)) throw new UsageError(`--tenant must be a name of 1 to 128 characters, got "${tenant}"`)
  if (model !== undefined && !(isName(model) && model.length <= MAX_MODEL)) throw new UsageError(`--model must be a name of 1 to ${MAX_MODEL} characters, got "${model}"`)
  const faqs = await readFaq(file)
  const perSecond = readRate(rate)
  const { readConfig } = await import('../src/config.ts')
  const config = readConfig()
  const { warmFaq } = await import('./warm/faq.ts')
  const done = await timed(config, (signal) => warmFaq(config, faqs, {
    tenant, namespace, model, perSecond, atOnce: AT_ONCE, signal, onProgress: ({ done, of, kept, present }) => showProgress(`${done} of ${of} questions, ${kept} kept, ${present} there already`)
  }))
  // Without it the cache is not looked through, and those questions were passed over.
  const lack = done.refused['error'] === undefined ? null : 'the embedding model cannot be loaded: npm run model gets it'
  return { done, lack, text: tellFaq(done) }
}

async function byRecent (recent: string, options: { users: string | undefined, rate: string | undefined }): Promise<{ done: object, text: string, lack: null }> {
  const limits = { users: readUsers(options.users ?? '10000'), perSecond: readRate(options.rate ?? '200/s'), atOnce: AT_ONCE }
  const sinceMs = readDurationMs(recent)
  if (Number.isNaN(sinceMs)) throw new UsageError(`--recent must be a duration such as 30m, 1h or 2d, at most 30d, got "${recent}"`)
  const { readConfig } = await import('../src/config.ts')
  const config = readConfig()
  const { warmRecent } = await import('./warm/recent.ts')
  const done = await timed(config, (signal) => warmRecent(config, { ...limits, sinceMs, signal, onProgress: ({ users, of, filled, present }) => showProgress(`${users} of ${of} users, ${filled} filled, ${present} there already`) }))
  return { done, lack: null, text: tellRecent(done) }
}

await runCommand('npm run warm', async () => {
  const options = readArguments({
    name: 'npm run warm --',
    summary: 'With --recent, fills the cached lists and histories of users that were active lately, latest users first. With --faq, answers known questions before anybody asks.',
    options: {
      recent: { type: 'string', value: 'DURATION', description: 'how far back to look: 30m, 1h, 2d; at most 30d' },
      faq: { type: 'string', value: 'FILE', description: 'JSONL, a line each {"question", "answer"}; where answer is left out, the LLM is asked' },
      tenant: { type: 'string', description: 'faq: whose answers (default local)' },
      namespace: { type: 'string', description: 'faq: in which namespace (default default)' },
      model: { type: 'string', description: 'faq: model of the chat turns they are for (default LLM_MODEL)' },
      rate: { type: 'string', value: 'N/s', description: 'filled in a second, at most (default 200/s; faq 5/s)' },
      users: { type: 'string', value: 'N', description: 'recent: most users (default 10000)' },
      format: { type: 'string', default: 'text', value: 'text|json', description: 'how to print what was done' }
    }
  })
  if (options.recent === undefined && options.faq === undefined) throw new UsageError('--recent DURATION or --faq FILE is required, such as --recent 1h; see --help')
  if (options.recent !== undefined && options.faq !== undefined) throw new UsageError('--recent and --faq are two commands: give one of them; see --help')
  for (const name of options.faq === undefined ? ['tenant', 'namespace', 'model'] as const : ['users'] as const) {
    if (options[name] !== undefined) throw new UsageError(`--${name} is for ${options.faq === undefined ? '--faq' : '--recent'}`)
  }
  const { done, text, lack } = options.faq === undefined ? await byRecent(options.recent!, options) : await byFaq(options.faq, options)
  process.stdout.write(options.format === 'json' ? `${JSON.stringify(done)}\n` : `${text}\n`)
  if (lack !== null) throw new Error(lack)
})
