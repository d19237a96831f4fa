import { existsSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { UsageError } from './arguments.ts'

/**
 * Before the work that a file is for, which may take an hour. Leaves none behind that was not there.
 * @throws UsageError naming the option
 */
export async function assertWritable (option: string, file: string): Promise<void> {
  const isNew = !existsSync(file)
  try {
    await (await open(file, 'a')).close()
  } catch (cause) {
    throw new UsageError(`--${option} must be a file that can be written: ${(cause as Error).message}`, { cause })
  }
  if (isNew) await rm(file)
}
