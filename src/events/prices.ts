/** US dollars per million tokens. */
export type Prices = Record<string, { input: number, output: number }>

/** Where the default prices come from; the report prints it. */
export const DEFAULT_PRICES_SOURCE = 'OpenAI list prices (standard tier), as known in 2025; set PRICES_FILE for your own'

/** A default only: list prices change, and nobody pays exactly these. A model that is not listed counts no money. */
export const DEFAULT_PRICES: Prices = {
  'gpt-3.5-turbo': { input: 0.5, output: 1.5 },
  'gpt-4-turbo': { input: 10, output: 30 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'gpt-4.1': { input: 2, output: 8 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, output: 0.4 },
  'gpt-5': { input: 1.25, output: 10 },
  'gpt-5-mini': { input: 0.25, output: 2 },
  'gpt-5-nano': { input: 0.05, output: 0.4 },
  o3: { input: 2, output: 8 },
  'o4-mini': { input: 1.1, output: 4.4 }
}

/** The price of a model, a dated name (`gpt-4o-2024-08-06`) taking that of its family. */
export function priceOf (prices: Prices, model: string): Prices[string] | undefined {
  const family = model.replace(/-\d{4}-\d\d-\d\d$/, '')
  for (const name of [model, family]) if (Object.hasOwn(prices, name)) return prices[name]
  return undefined
}

/**
 * Reads the content of PRICES_FILE: `{model: {input, output}}`.
 * @throws Error naming the first entry that is not a price, or where there is none
 */
export function parsePrices (json: string): Prices {
  const prices = JSON.parse(json) as Prices
  if (typeof prices !== 'object' || prices === null || Array.isArray(prices)) throw new Error('expected {model: {input, output}}')
  for (const [model, price] of Object.entries(prices)) {
    const fine = [price?.input, price?.output].every((value) => typeof value === 'number' && Number.isFinite(value) && value >= 0)
    if (!fine) throw new Error(`expected {input, output} in US dollars per million tokens for "${model}", got ${JSON.stringify(price)}`)
  }
  // A model without a price counts as the dearest that has one, for the budgets of API keys: of none every model would be free.
  if (Object.keys(prices).length === 0) throw new Error('expected the price of a model at least, got none')
  return prices
}
