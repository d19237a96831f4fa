import { createVerifier, parseKeyFile, type Verified } from './api-keys.ts'
import { watchKeys } from './watched-keys.ts'

export type KeyRing = { verify (token: string): Verified, close (): void }

/**
 * The API keys of a file, read again when it changes.
 * @throws where the file cannot be read at the start
 */
export function createKeyRing ({ file, log }: { file: string, log: Parameters<typeof watchKeys>[0]['log'] }): KeyRing {
  const ring = watchKeys({
    setting: 'API_KEYS_FILE',
    file,
    log,
    read (text) {
      const content = parseKeyFile(text)
      return { verify: createVerifier(content), keys: content.keys.length }
    }
  })
  return { verify: (token) => ring.latest().verify(token, Date.now()), close: ring.close }
}
