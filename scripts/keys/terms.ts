import type { ApiKey } from '../../src/access/api-keys.ts'
import { readTimeMs } from '../../src/times.ts'
import { UsageError } from '../arguments.ts'
import { readLengthMs } from '../lengths.ts'

function integer (name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new UsageError(`--${name} must be a whole number from 1, got "${text}"`)
  return Number(text)
}

function names (name: string, text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined
  const list = text.split(',').map((part) => part.trim()).filter((part) => part !== '')
  if (list.length === 0) throw new UsageError(`--${name} must be names, comma separated, got "${text}"`)
  return list
}

function expiry (text: string | undefined, now: Date): string | undefined {
  if (text === undefined) return undefined
  const lengthMs = readLengthMs(text, 'mhd')
  const at = new Date(Number.isNaN(lengthMs) ? readTimeMs(text) : now.getTime() + lengthMs)
  if (Number.isNaN(at.getTime()) || at <= now) throw new UsageError(`--expires must be a lifetime such as 30d or 12h, or a time to come such as 2030-01-31, got "${text}"`)
  return at.toISOString()
}

export const OPTIONS = {
  file: { type: 'string', value: 'FILE', description: 'the key file (default: API_KEYS_FILE)' },
  name: { type: 'string', value: 'TEXT', description: 'create: what the key is for' },
  tenant: { type: 'string', value: 'T', description: 'create: whose data it reaches (default local)' },
  namespaces: { type: 'string', value: 'A,B', description: 'create: namespaces it may use; the first is taken where a request names none (default: any)' },
  models: { type: 'string', value: 'A,B', description: 'create: models it may ask (default: any)' },
  rpm: { type: 'string', value: 'N', description: 'create: requests per minute' },
  tpm: { type: 'string', value: 'N', description: 'create: tokens per minute, those that were not deflected' },
  'budget-usd': { type: 'string', value: 'X', description: 'create: US dollars per month (UTC) for upstream calls' },
  'budget-tokens': { type: 'string', value: 'N', description: 'create: upstream tokens per month (UTC)' },
  expires: { type: 'string', value: 'TIME', description: 'create: 30d, 12h, or an ISO time, UTC where it has no offset (default: never)' },
  usage: { type: 'boolean', description: 'list: what each key used this month, from the events in Postgres' },
  format: { type: 'string', value: 'text|json', default: 'text', description: 'how to print it' }
} as const
export type Given = { [name in keyof typeof OPTIONS]?: string | boolean | undefined }

/** What a new key may do, from the command line. Pure. @throws UsageError */
export function termsOf (options: Given, now: Date): Omit<ApiKey, 'id' | 'hash'> {
  const text = (name: keyof typeof OPTIONS) => options[name] as string | undefined
  if (!text('name')) throw new UsageError('create needs --name TEXT: what the key is for')
  const [usd, tokens] = [text('budget-usd'), integer('budget-tokens', text('budget-tokens'))]
  if (usd !== undefined && tokens !== undefined) throw new UsageError('--budget-usd and --budget-tokens exclude each other')
  if (usd !== undefined && !/^\d{1,6}(\.\d{1,6})?$/.test(usd)) throw new UsageError(`--budget-usd must be US dollars such as 25 or 0.5, got "${usd}"`)
  const budget = usd !== undefined ? { usd: Number(usd) } : tokens !== undefined ? { tokens } : undefined
  const terms = {
    name: text('name')!,
    tenant: text('tenant') ?? 'local',
    created: now.toISOString(),
    expires: expiry(text('expires'), now),
    namespaces: names('namespaces', text('namespaces')),
    models: names('models', text('models')),
    requests_per_minute: integer('rpm', text('rpm')),
    tokens_per_minute: integer('tpm', text('tpm')),
    monthly_budget: budget
  }
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as typeof terms as never
}
