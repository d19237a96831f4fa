import { readFileSync } from 'node:fs'
import t from 'tap'
import { ConfigSchema } from '../src/config.ts'

type Schema = { description?: string, default?: unknown, minimum?: number, maximum?: number, minLength?: number, anyOf?: { const: string }[], enum?: string[] }

/** The row of the README's settings table that a setting's schema gives. */
function rowOf (name: string, { description = '', default: value, minimum, maximum, anyOf, enum: values }: Schema): string {
  const choices = values ?? anyOf?.map((choice) => choice.const)
  const bounds = choices ? choices.join(', ') : minimum === undefined ? '' : `${minimum} to ${maximum}`
  return `| \`${name}\` | ${value === undefined || value === '' ? '' : `\`${value}\``} | ${bounds} | ${description} |`
}

t.test('the settings table of README.md is the schema', async (t) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rows = readme.split('\n').filter((line) => /^\| `[A-Z_]+` \|/.test(line))
  t.strictSame(rows, Object.entries(ConfigSchema.properties).map(([name, schema]) => rowOf(name, schema as Schema)))
})

t.test('the commands table of README.md names scripts that exist, and every one', async (t) => {
  const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
  const named = [...read('README.md').matchAll(/^\| `npm (?:run )?([a-z-]+)/gm)].map(([, name]) => name)
  t.strictSame([...new Set(named)].sort(), Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts).sort())
})
