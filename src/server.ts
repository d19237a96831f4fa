import { setImmediate as nextTurn } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import { rehearse } from './answer/rehearse.ts'
import { buildApp } from './app.ts'
import { ConfigError, isDevelopmentMode, readConfig, type Config } from './config.ts'
import { LAST_WORDS_MS } from './plugins/shutdown.ts'
import { tidyHeap } from './tidy-heap.ts'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

/** Whoever gives a port or a host here would wonder why it listens elsewhere. */
function refuseArguments ([argument]: string[]): void {
  if (argument === undefined) return
  if (argument === '--help') {
    console.log('Runs the build on the services of the environment, after applying pending migrations.\n\nusage: npm start\n\nIts settings are environment variables: docs/configuration.md.')
    process.exit(0)
  }
  console.error(`npm start: takes no arguments, got "${argument}"; its settings are environment variables: docs/configuration.md`)
  process.exit(2)
}

/** A bad setting is one line, and the end. */
function orExit (error: unknown): never {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exit(1)
}

function settings (): Config {
  try {
    const config = readConfig()
    if (isDevelopmentMode(config) && !LOOPBACK.test(config.HOST)) {
      throw new ConfigError(`bad setting: HOST must be a loopback address while neither AUTH_JWT_SECRET, AUTH_JWKS_FILE nor API_KEYS_FILE is set, got "${config.HOST}"`)
    }
    return config
  } catch (error) {
    orExit(error)
  }
}

/** What an address that cannot be listened on says of the settings. */
function whyNotListening (error: unknown): unknown {
  const { HOST, PORT } = config
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOTFOUND': case 'EAI_AGAIN': case 'EADDRNOTAVAIL': return new ConfigError(`bad setting: HOST must be an address of this machine, got "${HOST}"`)
    case 'EADDRINUSE': return new ConfigError(`bad setting: PORT must be free on ${HOST}, and another process listens there, got "${PORT}"`)
    case 'EACCES': return new ConfigError(`bad setting: PORT must be one that this user may listen on, got "${PORT}"`)
    default: return error
  }
}

refuseArguments(process.argv.slice(2))
const config = settings()
const app = await buildApp(config, { level: config.LOG_LEVEL }).catch(orExit)
// Without its schema it would answer nobody, for ever; Postgres may also come later than the service and refuse then.
app.migrated.catch(orExit)
// The last resort, some time after everything should have ended by itself.
closeWithGrace({ delay: config.SHUTDOWN_TIMEOUT_MS + LAST_WORDS_MS + 5_000 }, async ({ err }) => {
  if (err) app.log.error({ err }, 'ending after an error')
  await app.close()
})
try {
  // Ready means fast: the first question should not pay for loading the model, or for code that nobody has run yet. The model loads beside it, and one that is missing delays nobody.
  await app.ready()
  // Connections that were made meanwhile are taken note of first: their timers would find them late.
  for (let turn = 0; turn < 3; turn++) await nextTurn()
  rehearse()
  tidyHeap()
  await app.embedder.loaded
  await app.listen({ host: config.HOST, port: config.PORT }).catch((error: unknown) => { throw whyNotListening(error) })
} catch (error) {
  if (error instanceof ConfigError) orExit(error)
  app.log.fatal((error as Error).message)
  process.exit(1)
}
