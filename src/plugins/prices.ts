import { readFileSync } from 'node:fs'
import fp from 'fastify-plugin'
import { readFileOf } from '../config.ts'
import { DEFAULT_PRICES, DEFAULT_PRICES_SOURCE, parsePrices, type Prices } from '../events/prices.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** What budgets are counted by, and the report. */
    prices: Prices
    /** Where they come from, for people. */
    pricesSource: string
  }
}

/** What tokens cost, read once. Before anything is connected: a file that cannot be read ends the start. */
export default fp(async (app) => {
  const file = app.config.PRICES_FILE
  app.decorate('prices', file === undefined ? DEFAULT_PRICES : readFileOf('PRICES_FILE', file, () => parsePrices(readFileSync(file, 'utf8'))))
  app.decorate('pricesSource', file === undefined ? DEFAULT_PRICES_SOURCE : 'PRICES_FILE')
}, { name: 'prices', dependencies: ['config'] })
