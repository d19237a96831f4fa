import { parseArgs } from 'node:util'

/** One option of a command. A `value` such as `table|json` lists the only values allowed. */
export type Option = { type: 'string' | 'boolean', default?: string | boolean, description: string, value?: string }

type Options = Record<string, Option>

/** A boolean option is always there; a string option is when it has a default. */
type Values<O extends Options> = {
  [K in keyof O]: O[K]['type'] extends 'boolean' ? boolean : O[K]['default'] extends string ? string : string | undefined
}

/** What a command takes: `name` as it is typed, one sentence of `summary`, its options, and what its positionals are called if it has any. */
export type Command<O extends Options = Options> = { name: string, summary: string, options: O, positionals?: string }

/** A mistake in what the user typed: one line and exit code 2, where everything else is 1. */
export class UsageError extends Error {}

function usage ({ name, summary, options, positionals }: Command): string {
  const rows = Object.entries({ ...options, help: { type: 'boolean', description: 'print this' } as Option }).map(([key, option]) => ({
    left: `  --${key}${option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : ''}`,
    right: option.description + (option.type === 'string' && option.default !== undefined ? ` (default ${option.default})` : '')
  }))
  const width = Math.max(...rows.map((row) => row.left.length)) + 2
  return [summary, '', `usage: ${name} [options]${positionals ? ` [${positionals}...]` : ''}`, '', ...rows.map((row) => row.left.padEnd(width) + row.right), ''].join('\n')
}

function parse<const O extends Options> (command: Command<O>, args: string[]): { values: Values<O>, positionals: string[] } {
  const options = { ...command.options, help: { type: 'boolean' as const } }
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: command.positionals !== undefined, strict: true })
    const given = values as Record<string, string | boolean | undefined>
    if (given['help']) {
      process.stdout.write(usage(command))
      process.exit(0)
    }
    delete given['help']
    for (const [key, option] of Object.entries(command.options)) {
      if (option.type === 'boolean') given[key] ??= false
      const value = given[key]
      if (option.value?.includes('|') && typeof value === 'string' && !option.value.split('|').includes(value)) {
        throw new UsageError(`--${key} must be one of ${option.value.split('|').join(', ')}, got "${value}"`)
      }
    }
    return { values: { ...given } as Values<O>, positionals }
  } catch (cause) {
    // node:util explains itself over several sentences; the first names what is wrong, but for a value that begins with a dash.
    const [message] = (cause as Error).message.split(/\.\s|\n/) as [string]
    const [, option] = /^Option '(?:-\w, )?(--[\w-]+).*' argument is ambiguous/.exec(message) ?? []
    throw new UsageError(`${option === undefined ? message : `${option} needs a value; one that begins with a dash is given as ${option}=-1`}; see --help`, { cause })
  }
}

/** Reads the command line. `--help` prints and exits 0; a mistake prints one line and exits 2. */
export function readCommand<const O extends Options> (command: Command<O>, args = process.argv.slice(2)): { values: Values<O>, positionals: string[] } {
  try {
    return parse(command, args)
  } catch (error) {
    fail(command.name, error)
  }
}

/** As readCommand, for a command without positionals. */
export function readArguments<const O extends Options> (command: Command<O>): Values<O> {
  return readCommand(command).values
}

function fail (name: string, error: unknown): never {
  process.stderr.write(`${name.replace(/ --$/, '')}: ${error instanceof Error ? error.message : String(error)}\n`)
  // DEBUG keeps the stack for whoever repairs the script.
  if (process.env['DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exit(error instanceof UsageError ? 2 : 1)
}

/** As a shell counts a command that SIGPIPE ended; node ignores that signal. */
const NOBODY_READS = 141

/** Runs a command: a failure is one line on stderr and exit code 1 (2 for a UsageError). */
export async function runCommand (name: string, main: () => Promise<unknown>): Promise<void> {
  // `… | head -1` has what it wants.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => error.code === 'EPIPE' ? process.exit(NOBODY_READS) : fail(name, error))
  // What cannot be said there can be said nowhere: `2>&1 | head` may have gone, and the exit code is still to tell how it went.
  process.stderr.on('error', () => {})
  try {
    await main()
  } catch (error) {
    fail(name, error)
  }
}
