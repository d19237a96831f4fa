import { isName } from '../src/access/name.ts'
import { readArguments, runCommand, UsageError } from './arguments.ts'
import { readLengthMs } from './lengths.ts'

const name = 'npm run token --'
const options = readArguments({
  name,
  summary: 'Mints a bearer token for development, signed with AUTH_JWT_SECRET (HS256).',
  options: {
    user: { type: 'string', value: 'ID', description: 'the user the token speaks for (sub)' },
    role: { type: 'string', value: 'user|operator', default: 'user', description: 'role of the user' },
    tenant: { type: 'string', value: 'T', default: 'local', description: 'tenant of the user' },
    expires: { type: 'string', value: 'TIME', default: '12h', description: 'lifetime, such as 30m, 12h or 7d' },
    format: { type: 'string', value: 'text|json', default: 'text', description: 'json adds the claims' }
  }
})

await runCommand(name, async () => {
  if (!options.user) throw new UsageError('--user ID is required')
  for (const option of ['user', 'tenant'] as const) {
    // The service would refuse the token.
    if (!isName(options[option])) throw new UsageError(`--${option} must be a name of 1 to 128 characters, got "${options[option]}"`)
  }
  const lifetimeMs = readLengthMs(options.expires, 'smhd')
  if (!(lifetimeMs > 0)) throw new UsageError(`--expires must be a number with s, m, h or d, such as 12h, got "${options.expires}"`)
  const secret = process.env['AUTH_JWT_SECRET'] ?? ''
  if (!secret) throw new Error('AUTH_JWT_SECRET is not set: set it to the secret the service runs with (32 characters or more)')
  if (secret.length < 32) throw new Error(`AUTH_JWT_SECRET must have 32 characters or more, it has ${secret.length}`)

  const issuedAt = Math.floor(Date.now() / 1000)
  const expiresAt = issuedAt + lifetimeMs / 1000
  const claims = { sub: options.user, tenant: options.tenant, role: options.role, iat: issuedAt, exp: expiresAt }
  const { SignJWT } = await import('jose')
  const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(secret))
  process.stdout.write(options.format === 'json' ? `${JSON.stringify({ token, claims })}\n` : `${token}\n`)
})
