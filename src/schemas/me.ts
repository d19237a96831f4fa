import { Type } from 'typebox'

export const Me = Type.Object({
  user: Type.String(),
  tenant: Type.String(),
  role: Type.Enum(['user', 'operator'], { description: 'user, or operator: may use /operator' }),
  development: Type.Boolean({ description: 'true: no token is needed, the user is who X-Deflect-User names' })
}, { title: 'Who is asking' })
