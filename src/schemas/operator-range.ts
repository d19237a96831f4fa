import { Type } from 'typebox'
import { Name } from './common.ts'

/** What every question about logged traffic begins with. */
const rangeOver = (most: string) => ({
  since: Type.String({ maxLength: 40, default: '24h', description: `how far back: 30m, 24h, 7d, ${most}; or an ISO time, UTC where it has no offset` }),
  until: Type.Optional(Type.String({ maxLength: 40, description: 'the end, in the same form; absent: now' })),
  namespace: Type.Optional(Name('only this namespace; absent: all'))
})
export const range = rangeOver('at most 30d')
/** Of what is read from sums by the hour. */
export const seriesRange = rangeOver('at most 400d')
export const reportRange = rangeOver('at most 400d, by the hour 30d')
