import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import { watchKeys } from './watched-keys.ts'

export type TokenKeys = { verify (token: string): Promise<JWTPayload>, close (): void }

/** Named: a token may not choose how it is checked. */
const ALGORITHMS = { algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'] }

/**
 * The public keys (JWKS) of a file, read again when it changes, as it does when its keys are rotated. `verify` gives the claims
 * of a token, and throws jose's error where it does not hold.
 * @throws where the file cannot be read at the start, or holds no key set
 */
export function createTokenKeys ({ file, log }: { file: string, log: Parameters<typeof watchKeys>[0]['log'] }): TokenKeys {
  const watched = watchKeys({
    setting: 'AUTH_JWKS_FILE',
    file,
    log,
    read (text) {
      const set = JSON.parse(text) as JSONWebKeySet
      return { keyOf: createLocalJWKSet(set), keys: set.keys.length }
    }
  })

  /** By each of several keys: a token that names none (kid), of an algorithm that has more than one, as in a rotation. */
  async function verifyByAny (token: string, several: errors.JWKSMultipleMatchingKeys): Promise<JWTPayload> {
    for await (const key of several) {
      try {
        return (await jwtVerify(token, key, ALGORITHMS)).payload
      } catch (error) {
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error
      }
    }
    throw several
  }

  return {
    async verify (token) {
      try {
        return (await jwtVerify(token, watched.latest().keyOf, ALGORITHMS)).payload
      } catch (error) {
        if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
        return await verifyByAny(token, error)
      }
    },
    close: watched.close
  }
}
