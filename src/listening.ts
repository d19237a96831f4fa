import { ConfigError, type Config } from './config.ts'

/** What an address that cannot be listened on says of the settings. */
export function whyNotListening (error: unknown, { HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOTFOUND': case 'EAI_AGAIN': case 'EADDRNOTAVAIL': return new ConfigError(`bad setting: HOST must be an address of this machine, got "${HOST}"`)
    case 'EADDRINUSE': return new ConfigError(`bad setting: PORT must be free on ${HOST}, and another process listens there, got "${PORT}"`)
    case 'EACCES': return new ConfigError(`bad setting: PORT must be one that this user may listen on, got "${PORT}"`)
    default: return error
  }
}
