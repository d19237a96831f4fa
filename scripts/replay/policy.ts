import { readFile } from 'node:fs/promises'
import { Compile } from 'typebox/compile'
import { applyChange, policyOfSettings, type Policy } from '../../src/answer/policy.ts'
import type { Config } from '../../src/config.ts'
import { PolicyChange, type PolicyFields } from '../../src/schemas/policy.ts'
import { UsageError } from '../arguments.ts'

/** What the command line says of the policy. */
export type Given = Partial<Record<'policy' | 'kind' | 'threshold' | 'min-probability' | 'guards' | 'ttl-seconds', string | undefined>>

const policySchema = Compile(PolicyChange)

function check (value: unknown, what: string): PolicyFields {
  if (policySchema.Check(value)) return value
  const unknown = Object.keys(value as object).find((name) => !(name in PolicyChange.properties))
  if (unknown !== undefined) throw new UsageError(`${what}: ${unknown} is not a field of a policy`)
  const [first] = policySchema.Errors(value)
  const path = (first?.instancePath ?? '').slice(1).split('/')
  const allowed = first?.keyword === 'enum' ? first.params.allowedValues.join(', ') : null
  const came = () => path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], value)
  throw new UsageError(`${what}: ${path.join('.').replaceAll('_', '-')} ${allowed === null ? first?.message ?? 'is no policy' : `must be one of ${allowed}, got ${JSON.stringify(came())}`}`)
}

/** The kinds that read it: under another it would change nothing, and nobody would notice. */
const READ_BY = { threshold: ['static'], guards: ['static'], 'min-probability': ['calibrated', 'verified'] }

function assertRead (options: Partial<Record<keyof typeof READ_BY, unknown>>, kind: string): void {
  for (const [name, kinds] of Object.entries(READ_BY) as [keyof typeof READ_BY, string[]][]) {
    if (options[name] !== undefined && !kinds.includes(kind)) throw new UsageError(`--${name} is for --kind ${kinds.join(' or ')}, got ${kind}`)
  }
}

async function readPolicy (file: string): Promise<PolicyFields> {
  const text = await readFile(file, 'utf8').catch(() => { throw new UsageError(`${file}: cannot be read`) })
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new UsageError(`${file}: expected JSON, the body of PUT /operator/policy`)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new UsageError(`${file}: expected an object, the body of PUT /operator/policy`)
  const { note: _note, if_version: _version, ...change } = body as Record<string, unknown>
  return check(change, file)
}

/** The policy of the settings, changed by a file and by options. @throws UsageError */
export async function readPolicyOf (options: Given, config: Config): Promise<Policy> {
  const given = {
    ...(options.policy === undefined ? {} : await readPolicy(options.policy)),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(options.threshold === undefined ? {} : { threshold: Number(options.threshold) }),
    ...(options['min-probability'] === undefined ? {} : { min_probability: Number(options['min-probability']) }),
    ...(options['ttl-seconds'] === undefined ? {} : { ttl_seconds: Number(options['ttl-seconds']) }),
    ...(options.guards === undefined || options.guards === 'all' ? {} : { guards: options.guards === 'none' ? [] : options.guards.split(',') })
  }
  const change = check(given, 'policy')
  const settings = policyOfSettings(config)
  assertRead(options, change.kind ?? settings.kind)
  // The same stream gives the same figures: no jitter.
  return { ...applyChange(settings, change), ttlJitter: 0 }
}
