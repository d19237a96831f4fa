import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { UsageError } from './arguments.ts'

/** Reads a JSONL file, each line checked. @throws UsageError naming file and line */
export async function readLines<T> (file: string, check: (value: Record<string, unknown>, line: number) => T | string): Promise<T[]> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`${file}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}`, { cause })
  })
  // Read all the same, letters of another encoding would be U+FFFD, in what is stored and served, too.
  if (!isUtf8(bytes)) throw new UsageError(`${file}, line ${lineNotUtf8(bytes)}: expected UTF-8`)
  const text = bytes.toString('utf8')
  const out: T[] = []
  // Editors on Windows put a byte order mark before the text.
  for (const [i, line] of text.replace(/^\uFEFF/, '').split('\n').entries()) {
    if (line.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      throw new UsageError(`${file}, line ${i + 1}: expected JSON`)
    }
    const read = typeof value === 'object' && value !== null ? check(value as Record<string, unknown>, i + 1) : 'expected an object'
    if (typeof read === 'string') throw new UsageError(`${file}, line ${i + 1}: ${read}`)
    out.push(read)
  }
  if (out.length === 0) throw new UsageError(`${file}: expected at least one line`)
  return out
}

/** Of bytes that are no UTF-8. No byte within a character is a line's end. */
function lineNotUtf8 (bytes: Buffer): number {
  for (let line = 1, from = 0; ; line++) {
    const end = bytes.indexOf(10, from)
    if (end === -1 || !isUtf8(bytes.subarray(from, end))) return line
    from = end + 1
  }
}
