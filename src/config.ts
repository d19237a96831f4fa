import { Type, type Static } from 'typebox'
import { Ajv } from 'ajv'
import envSchema from 'env-schema'
import { DURATION, readDurationMs } from './times.ts'

const integer = (description: string, defaultValue: number, minimum: number, maximum: number) =>
  Type.Integer({ description, default: defaultValue, minimum, maximum })
/** More than spaces. */
const SOMETHING = '\\S'
const text = (description: string, defaultValue?: string) =>
  Type.String({ description, minLength: 1, pattern: SOMETHING, ...(defaultValue === undefined ? {} : { default: defaultValue }) })

/** Every setting the service reads, with its unit, default and bounds. The one source for server, scripts, tests and docs. */
export const ConfigSchema = Type.Object({
  DATABASE_URL: text('Postgres, the record', 'postgres://postgres@127.0.0.1:5432/deflect'),
  REDIS_URL: text('Redis Stack with the caches (evicting, not persisted)', 'redis://127.0.0.1:6379'),
  REDIS_EVENTS_URL: text('second Redis with the event stream (AOF, noeviction)', 'redis://127.0.0.1:6380'),
  REDIS_KEY_PREFIX: Type.String({ description: 'put before every key and index name, for a Redis shared with others', default: '', maxLength: 64, pattern: '^[A-Za-z0-9:_-]*$' }),
  REDIS_TIMEOUT_MS: integer('longest wait for one Redis round trip before failing open, ms', 40, 1, 10_000),
  CACHE_LEASE_MS: integer('how long the right to fill a cached history, list, policy or list of models lasts, ms; shorter than HISTORY_TTL and LIST_TTL', 3_000, 100, 60_000),
  HOT_CACHE_BYTES: integer('in-process tier for hot histories, lists and policies, bytes; 0 switches it off', 67_108_864, 0, 4_294_967_296),
  WARM_ON_START: Type.Optional(Type.String({ description: 'at start, fill the caches of users active this long ago (30m, 1h, 2d; at most 30d) before /readyz says ready; unset: off', pattern: DURATION.source })),
  WARM_RATE: integer('lists and histories filled in a second while warming at start', 200, 1, 100_000),
  WARM_TIMEOUT_MS: integer('longest that warming at start goes on, and holds /readyz back, ms', 30_000, 100, 3_600_000),
  POSTGRES_POOL: integer('Postgres connections of one process', 10, 1, 200),
  POSTGRES_TIMEOUT_MS: integer('longest wait for one statement of Postgres, ms; then its connection is given up', 30_000, 100, 3_600_000),
  OPENAI_API_KEY: Type.Optional(text('key for the upstream LLM')),
  OPENAI_BASE_URL: text('upstream LLM, OpenAI-compatible', 'https://api.openai.com/v1'),
  LLM_MODEL: text('model of a chat turn that names none', 'gpt-4o-mini'),
  LLM_MODELS: Type.Optional(text('models a chat turn may name, comma separated; unset: any')),
  LLM_SYSTEM_PROMPT: Type.Optional(text('system prompt of the chat backend')),
  LLM_ROLES: Type.Enum(['any', 'alternate'], { description: 'alternate: what the LLM is sent of a conversation begins with a user and goes by turns, as the templates of Gemma, Mistral and others demand; messages of one role that follow each other are joined', default: 'any' }),
  JUDGE_MODEL: Type.Optional(text('model that judges near misses where a policy asks for it; unset: the model of the question')),
  LLM_TIMEOUT_MS: integer('longest silence of the LLM in a stream before a request fails, ms', 60_000, 100, 600_000),
  LLM_CONNECT_TIMEOUT_MS: integer('longest wait for a connection to the LLM, ms', 5_000, 10, 60_000),
  LLM_FIRST_TOKEN_TIMEOUT_MS: Type.Optional(Type.Integer({ description: 'longest silence of the LLM before the first piece of an answer, ms; unset: LLM_TIMEOUT_MS', minimum: 100, maximum: 600_000 })),
  LLM_WHOLE_TIMEOUT_MS: integer('longest time an answer asked for in whole may take, ms: nothing comes before its end; clients of OpenAI wait as long. And longest that comments alone keep a stream open', 600_000, 100, 3_600_000),
  LLM_RETRIES: integer('how often a call the LLM failed or refused for its load (429, 5xx) is tried again, before the first byte only', 2, 0, 10),
  OPENAI_FALLBACK_BASE_URL: Type.Optional(text('upstream asked where the first is out; its answers are not cached, and checks and renewals of cached answers do not ask it')),
  OPENAI_FALLBACK_API_KEY: Type.Optional(text('key for the fallback upstream')),
  OPENAI_FALLBACK_MODEL: Type.Optional(text('model asked of the fallback upstream; unset: the one that was asked for')),
  EMBEDDING_MODEL: text('sentence embedding model', 'Xenova/all-MiniLM-L6-v2'),
  EMBEDDING_DTYPE: Type.Enum(['int8', 'fp32'], { description: 'weights of the embedding model', default: 'int8' }),
  MODEL_DIR: Type.Optional(text('folder that holds the embedding model; unset: .deflect/models, then the model hub')),
  EMBEDDING_TIMEOUT_MS: integer('longest wait for one embedding before the semantic tier is skipped, ms', 1_000, 10, 60_000),
  EMBEDDING_THREADS: integer('processors that the embedding of one question is spread over (docs/scaling.md)', 1, 1, 64),
  CLASSES_BY_MEANING: Type.Enum(['on', 'off'], { description: 'whether questions are known for account, present or creative ones by their meaning, too, not only by their words (docs/security-of-the-answer-cache.md)', default: 'on' }),
  SEMANTIC_THRESHOLD: Type.Number({ description: 'cosine similarity a semantic hit must exceed, 0..1', default: 0.95, minimum: 0, maximum: 1 }),
  HISTORY_TTL: integer('TTL of a cached history, s', 600, 1, 86_400),
  LIST_TTL: integer('TTL of a cached conversation list, s', 600, 1, 86_400),
  CONVERSATION_MAX_BYTES: integer('what a conversation may hold before it takes no further question, bytes of its messages and 500 for each; a history is read whole', 8_388_608, 65_536, 268_435_456),
  CONTEXT_MESSAGES: integer('messages a context window keeps', 20, 1, 200),
  CONTEXT_TTL: integer('TTL of a context window, s', 86_400, 1, 30 * 86_400),
  CONTEXT_TOKENS: Type.Optional(Type.Integer({ description: 'most tokens of history sent to the LLM; unset: by model, less the system prompt', minimum: 256, maximum: 2_000_000 })),
  ANSWER_TTL: integer('TTL of a cached answer, s', 86_400, 1, 365 * 86_400),
  EMBEDDING_TTL: integer('TTL of a cached embedding of /v1/embeddings, s', 86_400, 1, 365 * 86_400),
  ANSWER_MAX_BYTES: integer('largest answer that is cached, bytes', 262_144, 1_024, 4_194_304),
  TTL_JITTER: Type.Number({ description: 'share of each TTL that is random, 0..0.5 (0.1 = ±10 %)', default: 0.1, minimum: 0, maximum: 0.5 }),
  BODY_LIMIT: integer('largest request body, bytes', 1_048_576, 1_024, 33_554_432),
  GATEWAY_BODY_LIMIT: integer('largest body of a request for a chat completion or a response, bytes: images and files come in it', 20_971_520, 1_024, 67_108_864),
  REQUEST_TIMEOUT_MS: integer('longest time a request may take to arrive, ms; its headers have 10 s of it at most', 30_000, 100, 600_000),
  READ_TIMEOUT_MS: integer('how long a client may read nothing of what waits for it, ms; then it is dropped', 60_000, 100, 3_600_000),
  KEEP_ALIVE_TIMEOUT_MS: integer('how long a connection is kept that sends no further request, ms; longer than a proxy before it keeps one (docs/operations.md)', 72_000, 1_000, 3_600_000),
  EVENT_RETENTION_DAYS: Type.Optional(Type.Integer({ description: 'days that events of requests are kept; their sums by the hour stay (docs/operations.md); unset: for ever', minimum: 31, maximum: 36_500 })),
  PRICES_FILE: Type.Optional(text('JSON file {model: {input, output}} in US dollars per million tokens, for the report and the budgets of API keys')),
  AUTH_JWT_SECRET: Type.Optional(Type.String({ description: 'HS256 secret of the bearer tokens, at least 32 characters', minLength: 32, pattern: SOMETHING })),
  AUTH_JWKS_FILE: Type.Optional(text('file with the public keys (JWKS) of the bearer tokens')),
  API_KEYS_FILE: Type.Optional(text('file with the hashed API keys of /v1 (npm run keys)')),
  CORS_ORIGINS: Type.Optional(text('sites whose pages may call the service from a browser, comma separated (https://chat.example.com), or *; unset: none but its own')),
  HOST: text('address to listen on', '127.0.0.1'),
  PORT: integer('port to listen on, 0 for a free one', 3000, 0, 65_535),
  SHUTDOWN_TIMEOUT_MS: integer('how long answers under way may take once the service is asked to end, ms; then they are ended with an error', 10_000, 0, 3_600_000),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], { description: 'pino log level', default: 'info' })
})

export type Config = Readonly<Static<typeof ConfigSchema>>

/** A setting is wrong; the message is one line that names it. */
export class ConfigError extends Error {}

// The schema is the code's own: to validate it would compile JSON Schema's first. With strict numbers, Ajv 8 holds no infinite one to its
// bounds that it has read from text.
const ajv = new Ajv({ coerceTypes: true, useDefaults: true, allErrors: false, removeAdditional: true, allowUnionTypes: true, strictNumbers: false, meta: false, validateSchema: false })

type Problem = { instancePath: string, keyword: string, message?: string, params: Record<string, unknown> }

function describe (problem: Problem, data: NodeJS.ProcessEnv): string {
  const name = problem.instancePath.slice(1) || String(problem.params['missingProperty'] ?? '')
  const { allowedValues, pattern } = problem.params as { allowedValues?: string[], pattern?: string }
  const expected = allowedValues ? `must be one of ${allowedValues.join(', ')}` : pattern === SOMETHING ? 'must hold more than spaces' : problem.message
  // A secret's value stays out of the log.
  const secret = /KEY$|SECRET|_URL$/.test(name)
  return `${name} ${expected}${secret ? '' : `, got ${JSON.stringify(data[name] ?? '')}`}`
}

const SCHEMES = {
  DATABASE_URL: ['postgres:', 'postgresql:'],
  REDIS_URL: ['redis:', 'rediss:'],
  REDIS_EVENTS_URL: ['redis:', 'rediss:'],
  OPENAI_BASE_URL: ['http:', 'https:'],
  OPENAI_FALLBACK_BASE_URL: ['http:', 'https:']
}

/** As a browser writes it in the header Origin. */
const isOrigin = (text: string): boolean => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text && !text.includes('*')

/** Whether a path may be put behind it; an empty query, too, has its question mark. */
const isBase = (url: string): boolean => !/[?#]/.test(url) && new URL(url).username === '' && new URL(url).password === ''

function reject (message: string, cause?: unknown): never {
  // What could not be read may quote several lines of it.
  throw new ConfigError(`bad setting: ${message.replace(/\s*[\r\n]\s*/g, ' ')}`, { cause })
}

/**
 * Reads the file a setting names.
 * @throws ConfigError
 */
export function readFileOf<Value> (name: string, file: string, read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    reject(`${name} ${file}: ${(cause as Error).message}`, cause)
  }
}

/**
 * Reads and validates the settings.
 * @throws ConfigError naming the first bad setting.
 */
export function readConfig (env: NodeJS.ProcessEnv = process.env): Config {
  // An empty variable is how compose and CI spell "unset".
  const data = Object.fromEntries(Object.entries(env).filter(([name, value]) => name in ConfigSchema.properties && value !== ''))
  let config: Config
  try {
    config = envSchema<Config>({
      schema: ConfigSchema,
      data,
      env: false,
      ajv
    })
  } catch (cause) {
    const problem = (cause as { errors?: Problem[] }).errors?.[0]
    reject(problem ? describe(problem, env) : (cause as Error).message, cause)
  }
  for (const [name, schemes] of Object.entries(SCHEMES) as [keyof typeof SCHEMES, string[]][]) {
    const url = config[name]
    // localhost:6379 is a URL too, of scheme "localhost".
    if (url !== undefined && !schemes.includes(URL.canParse(url) ? new URL(url).protocol : '')) reject(`${name} must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`)
  }
  for (const name of ['OPENAI_BASE_URL', 'OPENAI_FALLBACK_BASE_URL'] as const) {
    if (config[name] !== undefined && !isBase(config[name])) reject(`${name} must have no credentials, query or hash: the path of each call is put behind it, and the key has a setting of its own`)
  }
  if (config.WARM_ON_START !== undefined && Number.isNaN(readDurationMs(config.WARM_ON_START))) reject(`WARM_ON_START must be at most 30d, got "${config.WARM_ON_START}"`)
  if (config.AUTH_JWT_SECRET !== undefined && config.AUTH_JWKS_FILE !== undefined) reject('AUTH_JWKS_FILE must be unset where AUTH_JWT_SECRET is set: tokens are verified by one of them')
  if (config.LLM_MODELS !== undefined && listOf(config.LLM_MODELS).length === 0) reject(`LLM_MODELS must name a model, got "${config.LLM_MODELS}"`)
  if (config.CORS_ORIGINS !== undefined && listOf(config.CORS_ORIGINS).length === 0) reject(`CORS_ORIGINS must name a site, got "${config.CORS_ORIGINS}"`)
  for (const origin of listOf(config.CORS_ORIGINS ?? '')) {
    if (origin !== '*' && !isOrigin(origin)) reject(`CORS_ORIGINS must be * or names such as https://chat.example.com, lower case and without a path, got ${JSON.stringify(origin)}`)
  }
  for (const name of ['HISTORY_TTL', 'LIST_TTL'] as const) {
    const shortestMs = Math.round(config[name] * 1000 * (1 - config.TTL_JITTER))
    if (shortestMs <= config.CACHE_LEASE_MS) reject(`CACHE_LEASE_MS must be shorter than ${name} (${config[name]} s, ${shortestMs / 1000} s with its jitter), got "${config.CACHE_LEASE_MS}"`)
  }
  return Object.freeze(config)
}

/** The names in LLM_MODELS or CORS_ORIGINS. */
export const listOf = (names: string): string[] => names.split(',').map((name) => name.trim()).filter((name) => name !== '')

/** True where nothing verifies who calls: the server then listens on loopback only (docs/configuration.md). */
export function isDevelopmentMode (config: Config): boolean {
  return config.AUTH_JWT_SECRET === undefined && config.AUTH_JWKS_FILE === undefined && config.API_KEYS_FILE === undefined
}
