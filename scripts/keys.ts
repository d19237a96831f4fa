import { resolve } from 'node:path'
import { readCommand, runCommand, UsageError } from './arguments.ts'
import { OPTIONS, termsOf, type Given } from './keys/terms.ts'

// What reads and writes keys is loaded only once it is known what to do: help and mistakes need not wait for it.

/** @returns what goes to stdout */
async function run (action: string, file: string, id: string | undefined, options: Given & { format: string, usage: boolean }): Promise<string> {
  const asJson = options.format === 'json'
  if (action === 'list') {
    const { list } = await import('./keys/list.ts')
    return await list(file, options)
  }
  const changes = () => Promise.all([import('./keys/change.ts'), import('./keys/store.ts')])
  if (action === 'revoke') {
    if (!id) throw new UsageError('revoke needs the id of a key, as npm run keys -- list shows it')
    const [{ revoke }, { shown }] = await changes()
    const key = await revoke(file, id)
    return asJson ? JSON.stringify(shown(key)) : `${key.id} (${key.name}) is revoked; running services take note within seconds`
  }
  const terms = termsOf(options, new Date())
  const [{ create }, { shown }] = await changes()
  const { token, key } = await create(file, terms)
  if (asJson) return JSON.stringify({ token, key: shown(key) })
  process.stderr.write(`This is the only time the key is shown. Its id is ${key.id}; npm run keys -- revoke ${key.id} takes it back.\n`)
  return token
}

await runCommand('npm run keys', async () => {
  const { values: options, positionals: [action, id, ...rest] } = readCommand({
    name: 'npm run keys --',
    summary: 'API keys of /v1: `create` prints a new one, once; `list` shows what each may do; `revoke ID` takes one back.',
    options: OPTIONS,
    positionals: 'create|list|revoke'
  })
  if (action === undefined || !['create', 'list', 'revoke'].includes(action)) throw new UsageError(`expected create, list or revoke, got "${action ?? ''}"`)
  if (rest.length > 0 || (id !== undefined && action !== 'revoke')) throw new UsageError(`${action} takes no "${rest[0] ?? id}"`)
  for (const name of Object.keys(options) as (keyof typeof OPTIONS)[]) {
    const only = /^(create|list): /.exec(OPTIONS[name].description)?.[1]
    if (only !== undefined && only !== action && options[name]) throw new UsageError(`--${name} is for ${only}`)
  }
  const file = options.file ?? process.env['API_KEYS_FILE']
  if (!file) throw new UsageError('set API_KEYS_FILE, or give --file FILE')
  const path = resolve(file)
  process.stdout.write(`${await run(action, path, id, options)}\n`)
})
