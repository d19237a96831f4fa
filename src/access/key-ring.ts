import { readFileSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createVerifier, parseKeyFile, type Verified } from './api-keys.ts'

type Log = { info (data: object, message: string): void, warn (data: object, message: string): void }

/** A stat a second costs nothing, and sees what file system events miss (bind mounts, network file systems, a rename over it). */
const LOOK_MS = 1_000

export type KeyRing = { verify (token: string): Verified, close (): void }

/**
 * The keys of a file, read again when it changes. A change that cannot be read keeps what was read last: a typing mistake must
 * not lock everybody out.
 * @throws where the file cannot be read at the start
 */
export function createKeyRing ({ file, log, now = Date.now }: { file: string, log: Log, now?: () => number }): KeyRing {
  const read = () => {
    const content = parseKeyFile(readFileSync(file, 'utf8'))
    return { verify: createVerifier(content), keys: content.keys.length }
  }
  const markOf = ({ ino, size, mtimeMs }: { ino: number, size: number, mtimeMs: number }) => `${ino} ${size} ${mtimeMs}`
  let seen: string | undefined = markOf(statSync(file))
  let { verify } = read()
  let complaint: string | undefined
  let looking = false

  async function look (): Promise<void> {
    if (looking) return
    looking = true
    try {
      const mark = markOf(await stat(file))
      if (mark === seen) return
      // Marked before it is read: what changes while it is being read is read again.
      seen = mark
      const next = read()
      verify = next.verify
      complaint = undefined
      log.info({ keys: next.keys }, 'API_KEYS_FILE read again')
    } catch (error) {
      const { message: reason, code } = error as NodeJS.ErrnoException
      // What the file system refused may come back without a change of the file.
      if (code !== undefined) seen = undefined
      if (complaint !== reason) log.warn({ reason }, 'API_KEYS_FILE cannot be read, going on with the keys read last')
      complaint = reason
    } finally {
      looking = false
    }
  }
  const timer = setInterval(look, LOOK_MS).unref()
  return {
    verify: (token) => verify(token, now()),
    close: () => clearInterval(timer)
  }
}
