import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

/** A name that ends up in Redis keys, Postgres columns and headers. */
// eslint-disable-next-line no-control-regex
const NAME = /^[^\u0000-\u001f\u007f]{1,128}$/
const Name = Type.String({ pattern: NAME.source })
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }))

/** One key as the file holds it: what it may do, and a hash that only its secret gives. */
const StoredKey = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9]{12}$' }),
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  name: Name,
  tenant: Name,
  created: Type.String({ format: 'date-time' }),
  expires: Type.Optional(Type.String({ format: 'date-time' })),
  revoked: Type.Optional(Type.String({ format: 'date-time' })),
  namespaces: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$' }), { minItems: 1 })),
  models: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1 })),
  requests_per_minute: Limit,
  tokens_per_minute: Limit,
  monthly_budget: Type.Optional(Type.Union([
    Type.Object({ usd: Type.Number({ minimum: 0, maximum: 1_000_000 }) }, { additionalProperties: false }),
    Type.Object({ tokens: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }) }, { additionalProperties: false })
  ]))
}, { additionalProperties: false })
export type ApiKey = Readonly<Static<typeof StoredKey>>

/** `secret` is mixed into every hash of the file: hashes that leak without it cannot even be tested. */
const KeyFileSchema = Type.Object({
  version: Type.Literal(1),
  secret: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  keys: Type.Array(StoredKey)
}, { additionalProperties: false })
export type KeyFile = Static<typeof KeyFileSchema>

const schema = Compile(KeyFileSchema)
const DATES = ['created', 'expires', 'revoked'] as const
const TOKEN = /^sk-deflect-([a-z0-9]{12})-([A-Za-z0-9_-]{43})$/
const BEGINNING = 'sk-deflect-'

export const looksLikeApiKey = (token: string): boolean => token.startsWith(BEGINNING)

export const createKeyFile = (): KeyFile => ({ version: 1, secret: randomBytes(32).toString('base64url'), keys: [] })

/** @throws Error that names the first thing wrong, and shows no value */
export function parseKeyFile (json: string): KeyFile {
  let file: unknown
  try {
    file = JSON.parse(json)
  } catch (cause) {
    // The parser's own message quotes what it met, which may be a secret.
    throw new Error('expected JSON', { cause: undefined })
  }
  if (!schema.Check(file)) {
    const [first] = schema.Errors(file)
    throw new Error(`${first?.instancePath || 'the file'} ${first?.message ?? 'does not fit'}`)
  }
  for (const [index, key] of file.keys.entries()) {
    // The schema takes second 60 of a minute, which JavaScript's dates do not have: nothing would ever be after it.
    const field = DATES.find((name) => key[name] !== undefined && Number.isNaN(Date.parse(key[name])))
    if (field !== undefined) throw new Error(`/keys/${index}/${field} must be a time such as 2030-01-31T00:00:00Z, without a leap second`)
  }
  const ids = new Set(file.keys.map(({ id }) => id))
  if (ids.size !== file.keys.length) throw new Error('expected every id once')
  return file
}

/**
 * HMAC-SHA-256 with the file's secret. The keys are 256 random bits, so a slow hash would protect nothing: what scrypt adds is
 * for passwords people can guess, and it would cost every request milliseconds of processor.
 */
const hashOf = (file: Pick<KeyFile, 'secret'>, token: string): Buffer => createHmac('sha256', Buffer.from(file.secret, 'base64url')).update(token).digest()

/** A new key. `token` is shown once and stored nowhere. */
export function mintApiKey (file: KeyFile, terms: Omit<ApiKey, 'id' | 'hash'>): { token: string, key: ApiKey } {
  const id = randomBytes(6).toString('hex')
  const token = `${BEGINNING}${id}-${randomBytes(32).toString('base64url')}`
  return { token, key: { id, hash: hashOf(file, token).toString('hex'), ...terms } }
}

export type Verified = { key: ApiKey } | { refused: 'invalid' | 'revoked' | 'expired' }

/** A time that cannot be read is over. */
export const isExpired = ({ expires }: ApiKey, nowMs: number): boolean => expires !== undefined && !(Date.parse(expires) > nowMs)

/** Finds the key by its id and compares once, in constant time: no scan, and a wrong secret takes as long as a right one. */
export function createVerifier (file: KeyFile): (token: string, nowMs: number) => Verified {
  const byId = new Map(file.keys.map((key) => [key.id, { key, hash: Buffer.from(key.hash, 'hex') }]))
  const nobody = randomBytes(32)
  return (token, nowMs) => {
    const found = byId.get(TOKEN.exec(token)?.[1] ?? '')
    const same = timingSafeEqual(hashOf(file, token), found?.hash ?? nobody)
    if (!found || !same) return { refused: 'invalid' }
    if (found.key.revoked !== undefined) return { refused: 'revoked' }
    if (isExpired(found.key, nowMs)) return { refused: 'expired' }
    return { key: found.key }
  }
}
