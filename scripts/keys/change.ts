import { createKeyFile, mintApiKey, parseKeyFile, type ApiKey } from '../../src/access/api-keys.ts'
import { UsageError } from '../arguments.ts'
import { locked, read, write } from './store.ts'

/** Makes a key, and the file where there is none. `token` is known here only. */
export async function create (file: string, terms: Omit<ApiKey, 'id' | 'hash'>): Promise<{ token: string, key: ApiKey }> {
  return await locked(file, async () => {
    const content = await read(file) ?? createKeyFile()
    const minted = mintApiKey(content, terms)
    const next = { ...content, keys: [...content.keys, minted.key] }
    try {
      parseKeyFile(JSON.stringify(next))
    } catch (cause) {
      throw new UsageError(`a key cannot be like this: ${(cause as Error).message.replace(/^\/keys\/\d+\//, '')}`, { cause })
    }
    await write(file, next)
    return minted
  })
}

/** Marks a key; its line stays, so that its usage keeps a name. */
export async function revoke (file: string, id: string): Promise<ApiKey> {
  return await locked(file, async () => {
    const content = await read(file)
    const found = content?.keys.find((one) => one.id === id)
    if (!content || !found) throw new Error(`${file} has no key ${id}`)
    const revoked = { ...found, revoked: found.revoked ?? new Date().toISOString() }
    await write(file, { ...content, keys: content.keys.map((one) => one.id === id ? revoked : one) })
    return revoked
  })
}
