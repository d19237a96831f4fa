import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseKeyFile, type ApiKey, type KeyFile } from '../../src/access/api-keys.ts'

const LOCK_PATIENCE_MS = 5_000

/** A key without what only the service needs. */
export const shown = ({ hash: _hash, ...key }: ApiKey) => key

/** null where there is no file yet. */
export async function read (file: string): Promise<KeyFile | null> {
  let json
  try {
    json = await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`cannot read ${file}: ${(cause as Error).message}`, { cause })
  }
  try {
    return parseKeyFile(json)
  } catch (cause) {
    throw new Error(`${file}: ${(cause as Error).message}`, { cause })
  }
}

/** Whole or not at all, and readable by its owner only: written beside the file, then renamed over it. */
export async function write (file: string, content: KeyFile): Promise<void> {
  const beside = `${file}.${process.pid}.new`
  const handle = await open(beside, 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(beside, file)
}

/** One change at a time: two that read the same file would lose one of them. */
export async function locked<Value> (file: string, work: () => Promise<Value>): Promise<Value> {
  const lock = `${file}.lock`
  await mkdir(dirname(file), { recursive: true })
  for (const startedAt = Date.now(); ;) {
    try {
      await (await open(lock, 'wx', 0o600)).close()
      break
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw new Error(`cannot write beside ${file}: ${(cause as Error).message}`, { cause })
      if (Date.now() - startedAt > LOCK_PATIENCE_MS) throw new Error(`${lock} is there: another command is changing the keys, or one died; then delete it`, { cause })
      await delay(20)
    }
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}
