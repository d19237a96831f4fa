import { readArguments, runCommand, UsageError } from './arguments.ts'
import { describe } from './reindex/describe.ts'
import type { Moved } from './reindex/move.ts'
import type { Settings } from './reindex/run.ts'

// What moves entries is loaded only once it is known what to do: help and mistakes need not wait for it.

function readNumber (name: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new UsageError(`--${name} must be a whole number above 0, got "${text}"`)
  return Number(text)
}

await runCommand('npm run reindex', async () => {
  const options = readArguments({
    name: 'npm run reindex --',
    summary: 'Moves the cached answers from the embedding model of the settings to another one, while the servers run; they are started anew to use it. The old entries stay, for --rollback.',
    options: {
      model: { type: 'string', value: 'NAME', description: 'model to move to (default: that of the settings)' },
      dtype: { type: 'string', value: 'int8|fp32', description: 'its weights (default: those of the settings)' },
      rate: { type: 'string', default: '100', value: 'N', description: 'entries a second, at most' },
      sample: { type: 'string', default: '500', value: 'N', description: 'questions whose decisions are compared' },
      'catch-up': { type: 'boolean', description: 'after the servers started anew: moves what was stored under the model before' },
      rollback: { type: 'boolean', description: 'moves what was stored since back to the model before' },
      'drop-old': { type: 'boolean', description: 'removes the entries of every model but that of the settings' },
      format: { type: 'string', default: 'text', value: 'text|json', description: 'how to print what was done' }
    }
  })
  const modes = [options['catch-up'], options.rollback, options['drop-old'], options.model !== undefined || options.dtype !== undefined].filter(Boolean).length
  if (modes !== 1) throw new UsageError('one of --model or --dtype, --catch-up, --rollback, --drop-old is required; see --help')
  const perSecond = readNumber('rate', options.rate)
  const sample = readNumber('sample', options.sample)
  const [{ readConfig }, { dropOld, previous, reindex }] = await Promise.all([import('../src/config.ts'), import('./reindex/run.ts')])
  const config = readConfig()
  const own: Settings = { model: config.EMBEDDING_MODEL, dtype: config.EMBEDDING_DTYPE }
  const print = (value: object, text: string) => process.stdout.write(options.format === 'json' ? `${JSON.stringify(value)}\n` : text)

  if (options['drop-old']) {
    const done = await dropOld(config, perSecond)
    print(done, `${done.entries} entries of ${done.dropped.length} other embedding models removed\n`)
    return
  }
  const onProgress = (what: string, { seen, copied }: Moved) => { if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}: ${seen} seen, ${copied} copied`) }
  const other: Settings = options['catch-up'] || options.rollback
    ? await previous(config)
    : { model: options.model ?? own.model, dtype: (options.dtype ?? own.dtype) as Settings['dtype'] }
  const [from, to] = options['catch-up'] ? [other, own] : [own, other]
  const startedAt = performance.now()
  const done = await reindex(config, from, to, { perSecond, sample, onProgress })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  print({ ...done, seconds }, describe(done, seconds, options['catch-up'] === true))
})
