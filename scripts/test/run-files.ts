// Runs the test files that its parent names, one after the other: what all of them load is loaded once, and takes three seconds of the
// processor. Each is a test of its own, which has ended, with what it opened closed, before the next begins.
import './no-async-hooks.ts'
import root from 'tap'
import { enter } from '../../test/tap.ts'

/** The path of the next file's source from the root of the project; null where there is none left. */
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
  const { href } = new URL(`../../${file.replace(/\.ts$/, '.js')}`, import.meta.url)
  await root.test(file, { timeout: Number(process.env['FILE_TIMEOUT_SECONDS']) * 1000 }, async (test) => {
    enter(test)
    await import(href)
  })
}
process.disconnect()
