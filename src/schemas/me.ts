import { Type } from 'typebox'

export const Me = Type.Object({
  user: Type.String(),
  tenant: Type.String(),
  role: Type.Enum(['user', 'operator']),
  development: Type.Boolean({ description: 'true: no token is needed, the user is who X-Deflect-User names' })
}, { title: 'Who is asking' })
