import { priceOf, type Prices } from '../events/prices.ts'
import type { ApiKey } from './api-keys.ts'

export type Tokens = { prompt: number, completion: number }

/** What a key's spending is counted in: billionths of a US dollar, so that one token of the cheapest model is a whole number. */
export const unitOf = ({ monthly_budget: budget }: ApiKey): string => budget !== undefined && 'usd' in budget ? 'nanodollars' : 'tokens'

/** The budget in the unit of `unitOf`. */
export const limitOf = (budget: NonNullable<ApiKey['monthly_budget']>): number => 'usd' in budget ? budget.usd * 1e9 : budget.tokens

export const describeBudget = (budget: NonNullable<ApiKey['monthly_budget']>): string => 'usd' in budget ? `$${budget.usd}` : `${budget.tokens} tokens`

/** US dollars. A model without a price counts as the dearest that has one: unknown must not mean free. Pure. */
export function costOf (prices: Prices, model: string, { prompt, completion }: Tokens): number {
  const dearest = (kind: 'input' | 'output') => Math.max(0, ...Object.values(prices).map((price) => price[kind]))
  const { input, output } = priceOf(prices, model) ?? { input: dearest('input'), output: dearest('output') }
  return (prompt * input + completion * output) / 1e6
}

export function spendingOf (key: ApiKey, prices: Prices, model: string, tokens: Tokens): number {
  return unitOf(key) === 'nanodollars' ? costOf(prices, model, tokens) * 1e9 : tokens.prompt + tokens.completion
}

/** The model that a request is charged as: of those it names, any of which its upstream may ask, the dearest. Where no money is counted, the first. Pure. */
export function chargedAs (key: ApiKey | null, prices: Prices, [asked, ...beside]: readonly [string, ...string[]], tokens: Tokens): string {
  if (key === null || beside.length === 0 || unitOf(key) !== 'nanodollars') return asked
  // A request may name as many as a body holds, and without a price one is as dear as the next.
  const isPriced = (model: string) => priceOf(prices, model) !== undefined
  const unpriced = beside.find((model) => !isPriced(model))
  const models = [asked, ...beside.filter(isPriced), ...unpriced === undefined ? [] : [unpriced]]
  return models.map((model) => ({ model, cost: costOf(prices, model, tokens) })).reduce((dearest, one) => one.cost > dearest.cost ? one : dearest).model
}

/** UTC, YYYY-MM. */
export const monthOf = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 7)

export function secondsLeftInMonth (nowMs: number): number {
  const at = new Date(nowMs)
  return Math.ceil((Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1) - nowMs) / 1000)
}
