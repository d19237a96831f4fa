// npm start: the build, or what is missing for it. Plain Node, as developer packages may be gone. Options are the service's own.
import { existsSync } from 'node:fs'

const build = new URL('../dist/server.js', import.meta.url)
if (!existsSync(build)) {
  const isHelp = process.argv.includes('--help')
  console[isHelp ? 'log' : 'error']('npm start runs the build, with the settings of docs/configuration.md; there is no build yet, run npm run build first')
  process.exit(isHelp ? 0 : 1)
}
await import(build)
