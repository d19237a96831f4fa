import { readFileSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'

type Log = { info (data: object, message: string): void, warn (data: object, message: string): void }

/** A stat a second costs nothing, and sees what file system events miss (bind mounts, network file systems, a rename over it). */
const LOOK_MS = 1_000

/** What a file of keys says; `keys`: how many it holds. */
type Keys = { keys: number }
export type WatchedKeys<K extends Keys> = { latest (): K, close (): void }

/**
 * The keys of a file, read again when it changes. A change that cannot be read keeps what was read last: a typing mistake must
 * not lock everybody out.
 * @param options.setting what names the file, for the log
 * @param options.read throws where the file's text is not as it should be
 * @throws where the file cannot be read at the start
 */
export function watchKeys<K extends Keys> ({ setting, file, read, log }: { setting: string, file: string, read: (text: string) => K, log: Log }): WatchedKeys<K> {
  const readNow = () => read(readFileSync(file, 'utf8'))
  const markOf = ({ ino, size, mtimeMs }: { ino: number, size: number, mtimeMs: number }) => `${ino} ${size} ${mtimeMs}`
  let seen: string | undefined = markOf(statSync(file))
  let latest = readNow()
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
      latest = readNow()
      complaint = undefined
      log.info({ keys: latest.keys }, `${setting} read again`)
    } catch (error) {
      const { message: reason, code } = error as NodeJS.ErrnoException
      // What the file system refused may come back without a change of the file.
      if (code !== undefined) seen = undefined
      if (complaint !== reason) log.warn({ reason }, `${setting} cannot be read, going on with the keys read last`)
      complaint = reason
    } finally {
      looking = false
    }
  }
  const timer = setInterval(look, LOOK_MS).unref()
  return { latest: () => latest, close: () => clearInterval(timer) }
}
