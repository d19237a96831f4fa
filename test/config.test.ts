import t from './tap.ts'
import { ConfigError, ConfigSchema, isDevelopmentMode, readConfig } from '../src/config.ts'

const problem = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'none'
}

t.test('nothing set: the defaults, frozen', async (t) => {
  const config = readConfig({})
  t.match(config, { SEMANTIC_THRESHOLD: 0.95, HISTORY_TTL: 600, LIST_TTL: 600, CONTEXT_MESSAGES: 20, CONTEXT_TTL: 86_400, ANSWER_TTL: 86_400, HOST: '127.0.0.1', PORT: 3000, EMBEDDING_MODEL: 'Xenova/all-MiniLM-L6-v2' })
  t.ok(Object.isFrozen(config))
  t.equal(isDevelopmentMode(config), true)
})

t.test('text becomes what the schema says; empty is unset; what is not ours is left out', async (t) => {
  const config = readConfig({ PORT: '0', SEMANTIC_THRESHOLD: '0.9', OPENAI_API_KEY: '', LLM_MODEL: '', PATH: '/bin' })
  t.match(config, { PORT: 0, SEMANTIC_THRESHOLD: 0.9, LLM_MODEL: 'gpt-4o-mini' })
  t.same(Object.keys(config).filter((name) => !(name in ConfigSchema.properties)), [])
  t.notOk('OPENAI_API_KEY' in config)
})

const BAD: [string, string][] = [
  ['PORT', 'http'], ['PORT', '70000'], ['PORT', '-1'], ['PORT', '1.5'], ['PORT', '1\n2'], ['SEMANTIC_THRESHOLD', '1.01'], ['SEMANTIC_THRESHOLD', 'high'],
  ['HISTORY_TTL', '0'], ['CACHE_LEASE_MS', '1'], ['HOT_CACHE_BYTES', '-1'], ['LIST_TTL', 'ten minutes'], ['CONTEXT_MESSAGES', '0'], ['CONTEXT_TTL', '-5'], ['CONTEXT_TOKENS', '1'], ['ANSWER_TTL', '0'], ['ANSWER_MAX_BYTES', '1'],
  ['WARM_ON_START', 'soon'], ['WARM_ON_START', '31d'], ['WARM_RATE', '0'], ['WARM_TIMEOUT_MS', '1'], ['TTL_JITTER', '0.6'], ['BODY_LIMIT', '1'], ['GATEWAY_BODY_LIMIT', '1'], ['READ_TIMEOUT_MS', '1'], ['REDIS_KEY_PREFIX', 'a b'], ['REDIS_TIMEOUT_MS', '0'], ['POSTGRES_POOL', '0'], ['POSTGRES_TIMEOUT_MS', '1'], ['LLM_TIMEOUT_MS', '1'], ['EMBEDDING_TIMEOUT_MS', '1'], ['EMBEDDING_THREADS', '0'],
  ['EMBEDDING_DTYPE', 'q4'], ['LLM_ROLES', 'strict'], ['EVENT_RETENTION_DAYS', '30'], ['EVENT_RETENTION_DAYS', 'a month'], ['LOG_LEVEL', 'loud'], ['LLM_MODELS', ','], ['LLM_MODELS', ' , '], ['CORS_ORIGINS', ','], ['AUTH_JWT_SECRET', 'short'],
  ['DATABASE_URL', 'nowhere'], ['DATABASE_URL', 'localhost:5432/deflect'], ['REDIS_URL', 'nowhere'], ['REDIS_URL', 'localhost:6379'], ['REDIS_EVENTS_URL', 'http://127.0.0.1:6380'], ['OPENAI_BASE_URL', 'api.openai.com/v1']
]

t.test('each bad setting is one line that names it', async (t) => {
  for (const [name, value] of BAD) {
    const message = problem({ [name]: value })
    t.ok(message.startsWith(`bad setting: ${name} must`) && !message.includes('\n'), `${name}=${JSON.stringify(value)}: ${message}`)
  }
  t.match(problem({ EMBEDDING_DTYPE: 'q4' }), 'must be one of int8, fp32')
  t.match(problem({ LOG_LEVEL: 'loud' }), 'must be one of trace, debug, info, warn, error, fatal, silent, got "loud"')
  for (const env of [{ HISTORY_TTL: '3' }, { LIST_TTL: '30', CACHE_LEASE_MS: '30000' }, { HISTORY_TTL: '6', TTL_JITTER: '0.5' }]) t.match(problem(env), /^bad setting: CACHE_LEASE_MS must be shorter than (HISTORY|LIST)_TTL \(\d+ s, [\d.]+ s with its jitter\), got "\d+"$/)
  t.equal(problem({ HISTORY_TTL: '6', TTL_JITTER: '0.4' }), 'none')
  t.equal(problem({ CACHE_LEASE_MS: '60000', CONTEXT_TTL: '1', ANSWER_TTL: '1', EMBEDDING_TTL: '1' }), 'none', 'what is filled without a lease')
  t.match(problem({ AUTH_JWT_SECRET: 'x'.repeat(32), AUTH_JWKS_FILE: 'keys.json' }), /^bad setting: AUTH_JWKS_FILE must be unset where AUTH_JWT_SECRET is set: [^\n]+$/)
})

t.test('a base URL is one that paths can be put behind', async (t) => {
  for (const name of ['OPENAI_BASE_URL', 'OPENAI_FALLBACK_BASE_URL']) {
    for (const url of ['https://h/v1?api-version=2', 'https://h/v1?', 'https://h/v1#x', 'https://h/v1#', 'https://ann:hunter2@h/v1', 'https://ann@h/v1', 'https://:hunter2@h/v1']) {
      t.match(problem({ [name]: url }), new RegExp(`^bad setting: ${name} must have no credentials, query or hash: [^\n]+$`), url)
      t.notMatch(problem({ [name]: url }), 'hunter2')
    }
    for (const url of ['https://h/v1', 'https://h:8080', 'http://[::1]:1/a@b/v1/']) t.equal(problem({ [name]: url }), 'none', url)
  }
})

t.test('a site is named as browsers name it', async (t) => {
  for (const sites of ['*', 'https://chat.example', 'http://localhost:5173,https://chat.example', ' https://a.example , http://[::1]:8080, ']) t.equal(problem({ CORS_ORIGINS: sites }), 'none', sites)
  for (const site of ['https://chat.example/', 'https://Chat.example', 'https://chat.example:443', 'chat.example', 'null', 'https://*.example', 'file:///home', 'https://a@chat.example', 'https://chat.example?x']) {
    t.match(problem({ CORS_ORIGINS: `https://good.example,${site}` }), `bad setting: CORS_ORIGINS must be * or names such as https://chat.example.com, lower case and without a path, got ${JSON.stringify(site)}`)
  }
})

t.test('a number has an end, however it is written', async (t) => {
  const numeric = Object.entries(ConfigSchema.properties).filter(([, schema]) => ['integer', 'number'].includes((schema as { type?: string }).type ?? '')).map(([name]) => name)
  t.ok(numeric.includes('PORT') && numeric.includes('TTL_JITTER') && numeric.includes('CONTEXT_TOKENS'))
  for (const name of numeric) {
    for (const value of ['Infinity', '-Infinity', '1e999', 'NaN']) t.match(problem({ [name]: value }), new RegExp(`^bad setting: ${name} must [^\n]*, got "${value}"$`))
  }
})

t.test('spaces alone are no value', async (t) => {
  for (const name of ['LLM_MODEL', 'EMBEDDING_MODEL', 'HOST', 'API_KEYS_FILE', 'OPENAI_API_KEY']) t.match(problem({ [name]: ' \t' }), new RegExp(`^bad setting: ${name} must hold more than spaces`))
  t.equal(problem({ AUTH_JWT_SECRET: ' '.repeat(40) }), 'bad setting: AUTH_JWT_SECRET must hold more than spaces')
})

t.test('the value of a secret, or of a URL that may hold one, is never told', async (t) => {
  for (const name of ['AUTH_JWT_SECRET', 'DATABASE_URL', 'REDIS_URL', 'REDIS_EVENTS_URL', 'OPENAI_BASE_URL']) {
    const message = problem({ [name]: 'hunter2' })
    t.match(message, name)
    t.notMatch(message, 'hunter2')
  }
})

t.test('a secret or a key set ends the development mode', async (t) => {
  t.equal(isDevelopmentMode(readConfig({ AUTH_JWT_SECRET: 'x'.repeat(32) })), false)
  t.equal(isDevelopmentMode(readConfig({ AUTH_JWKS_FILE: 'keys.json' })), false)
})

t.test('every setting says what it is', async (t) => {
  for (const [name, schema] of Object.entries(ConfigSchema.properties)) t.ok((schema as { description?: string }).description, name)
})
