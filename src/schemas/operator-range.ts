import { Type } from 'typebox'

/** What every question about logged traffic begins with. */
export const range = {
  since: Type.String({ minLength: 2, maxLength: 40, default: '24h', description: 'how far back: 30m, 24h, 7d, at most 30d; or an ISO time' }),
  until: Type.Optional(Type.String({ minLength: 2, maxLength: 40, description: 'the end, in the same form; absent: now' })),
  namespace: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$', description: 'only this namespace; absent: all' }))
}
