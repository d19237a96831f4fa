// Runs the test files that its parent names, one after the other: what all of them load is loaded once, and takes three seconds of the
// processor. Each is a test of its own, which has ended, with what it opened closed, before the next begins.
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import root from 'tap'
import { enter } from '../../test/tap.ts'

const here = fileURLToPath(new URL('../..', import.meta.url))

/** The next file's path from the root of the project, as JavaScript; null where there is none left. */
const next = (): Promise<string | null> => new Promise((resolve) => {
  // tap listens too, and lets go of the channel: nothing else may keep the process now.
  process.channel!.ref()
  process.once('message', ({ file }: { file: string | null }) => {
    process.channel!.unref()
    resolve(file)
  })
  process.send!({ residentBytes: process.memoryUsage.rss() })
})

for (let file = await next(); file !== null; file = await next()) {
  const url = pathToFileURL(join(here, file)).href
  await root.test(file.replace(/\.js$/, '.ts'), { timeout: Number(process.env['TAP_TIMEOUT']) * 1000 }, async (test) => {
    enter(test)
    await import(url)
  })
}
process.disconnect()
