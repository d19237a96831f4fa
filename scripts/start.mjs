// npm start: the build, or what is missing for it. Plain Node, as developer packages may be gone. Options are the service's own.
import { existsSync } from 'node:fs'

const build = new URL('../dist/server.js', import.meta.url)
if (!existsSync(build)) {
  console.error('npm start: there is no build yet, run npm run build first')
  process.exit(1)
}
await import(build)
