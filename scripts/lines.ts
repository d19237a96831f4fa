import { readFile } from 'node:fs/promises'
import { UsageError } from './arguments.ts'

/** Reads a JSONL file, each line checked. @throws UsageError naming file and line */
export async function readLines<T> (file: string, check: (value: Record<string, unknown>, line: number) => T | string): Promise<T[]> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`${file}: ${cause.code === 'ENOENT' ? 'no such file' : cause.message}`, { cause })
  })
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
