import { setImmediate as nextTurn } from 'node:timers/promises'
import closeWithGrace from 'close-with-grace'
import { ConfigError, isDevelopmentMode, readConfig, type Config } from './config.ts'
import { whyNotListening } from './listening.ts'
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

refuseArguments(process.argv.slice(2))
const config = settings()
// Loaded only now: help and a bad setting need not wait seconds for the service.
const [{ buildApp }, { rehearse }, { LAST_WORDS_MS }] = await Promise.all([import('./app.ts'), import('./answer/rehearse.ts'), import('./plugins/shutdown.ts')])
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
  await app.listen({ host: config.HOST, port: config.PORT }).catch((error: unknown) => { throw whyNotListening(error, config) })
} catch (error) {
  if (error instanceof ConfigError) orExit(error)
  app.log.fatal((error as Error).message)
  process.exit(1)
}
