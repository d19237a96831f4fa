import { readFile } from 'node:fs/promises'
import { isExpired, type ApiKey } from '../../src/access/api-keys.ts'
import { costOf, describeBudget, monthOf } from '../../src/access/budget.ts'
import { readConfig } from '../../src/config.ts'
import { createKeyUsage, type KeyUsageRow } from '../../src/db/key-usage.ts'
import { DEFAULT_PRICES, parsePrices } from '../../src/events/prices.ts'
import { createPool, explainPostgres } from '../postgres.ts'
import { read, shown } from './store.ts'

async function readUsage (keys: readonly ApiKey[]): Promise<Map<string, ReturnType<typeof sum>>> {
  const config = readConfig()
  const prices = config.PRICES_FILE === undefined ? DEFAULT_PRICES : parsePrices(await readFile(config.PRICES_FILE, 'utf8'))
  const pool = createPool(config.DATABASE_URL, 1)
  try {
    const rows = await createKeyUsage(pool).since(keys.map(({ id }) => id), new Date(`${monthOf(Date.now())}-01T00:00:00Z`))
    return new Map(keys.map(({ id }) => [id, sum(rows.filter((row) => row.key_id === id), (row) => costOf(prices, row.model, { prompt: row.prompt_tokens, completion: row.completion_tokens }))]))
  } catch (error) {
    throw explainPostgres(error, config.DATABASE_URL, 'events')
  } finally {
    await pool.end()
  }
}

/** `usd` is by list prices (PRICES_FILE), a model without one at the dearest; what was deflected is apart, it cost nothing. */
function sum (rows: KeyUsageRow[], costOfRow: (row: KeyUsageRow) => number) {
  const total = (value: (row: KeyUsageRow) => number) => rows.reduce((all, row) => all + value(row), 0)
  return {
    upstream: { requests: total((row) => row.requests), tokens: total((row) => row.prompt_tokens + row.completion_tokens), usd: Math.round(total(costOfRow) * 1e6) / 1e6 },
    deflected: { requests: total((row) => row.deflected_requests), tokens: total((row) => row.deflected_tokens) }
  }
}

function stateOf (key: ApiKey): string {
  if (key.revoked !== undefined) return 'revoked'
  return isExpired(key, Date.now()) ? 'expired' : 'good'
}

export async function list (file: string, options: { usage?: boolean | undefined, format?: string | undefined }): Promise<string> {
  const content = await read(file)
  if (!content) throw new Error(`${file} is not there: npm run keys -- create makes it`)
  const used = options.usage ? await readUsage(content.keys) : null
  if (options.format === 'json') return JSON.stringify({ keys: content.keys.map((key) => ({ ...shown(key), state: stateOf(key), ...(used ? { usage: used.get(key.id) } : {}) })) })
  const rows = [
    ['id', 'name', 'tenant', 'state', 'expires (UTC)', 'namespaces', 'models', 'rpm', 'tpm', 'budget', ...(used ? ['upstream requests', 'tokens', 'US dollars', 'deflected requests', 'tokens'] : [])],
    ...content.keys.map((key) => {
      const { upstream, deflected } = used?.get(key.id) ?? {}
      return [
        key.id, key.name, key.tenant, stateOf(key), key.expires?.slice(0, 16).replace('T', ' ') ?? 'never', key.namespaces?.join(',') ?? 'any', key.models?.join(',') ?? 'any', String(key.requests_per_minute ?? '–'), String(key.tokens_per_minute ?? '–'),
        key.monthly_budget ? describeBudget(key.monthly_budget) : '–', ...(upstream && deflected ? [upstream.requests, upstream.tokens, upstream.usd, deflected.requests, deflected.tokens].map(String) : [])
      ]
    })
  ]
  const widths = rows[0]!.map((_cell, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n')
}
