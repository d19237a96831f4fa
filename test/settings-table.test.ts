import { readFileSync } from 'node:fs'
import t from './tap.ts'
import { ConfigSchema } from '../src/config.ts'
import { PolicyChange } from '../src/schemas/policy.ts'

type Schema = { description?: string, default?: unknown, minimum?: number, maximum?: number, minLength?: number, enum?: string[] }

/** The row of the settings table that a setting's schema gives. */
function rowOf (name: string, { description = '', default: value, minimum, maximum, enum: choices }: Schema): string {
  const bounds = choices ? choices.join(', ') : minimum === undefined ? '' : `${minimum} to ${maximum}`
  return `| \`${name}\` | ${value === undefined || value === '' ? '' : `\`${value}\``} | ${bounds} | ${description} |`
}

const configuration = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8').split('\n')

t.test('the settings table of docs/configuration.md is the schema', async (t) => {
  const rows = configuration.filter((line) => /^\| `[A-Z_]+` \|/.test(line))
  t.strictSame(rows, Object.entries(ConfigSchema.properties).map(([name, schema]) => rowOf(name, schema as Schema)))
})

t.test('so is its table of policy fields', async (t) => {
  const described = Object.entries(PolicyChange.properties).map(([name, schema]) => [name, (schema as { description?: string }).description])
  const rows = configuration.map((line) => /^\| `([a-z_]+)` \| .* \| (.*) \|$/.exec(line)?.slice(1)).filter((row) => row !== undefined)
  t.strictSame(rows, described)
})

t.test('the table of docs/commands.md names scripts that exist, and every one', async (t) => {
  const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
  const named = [...read('docs/commands.md').matchAll(/^\| `npm (?:run )?([a-z-]+)/gm)].map(([, name]) => name)
  t.strictSame([...new Set(named)].sort(), Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts).sort())
})
