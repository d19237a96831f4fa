/** Why a text has no vector; `code` is stable, for metrics and for the reason of a miss. */
class EmbedderError extends Error {
  readonly code: string
  constructor (code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/** The text has more wordpieces than the model reads; cutting it would give two long texts one vector. */
export class TextTooLongError extends EmbedderError {
  /** Wordpieces including the two specials; a lower bound where the text was refused before tokenising. */
  readonly tokens: number
  constructor (tokens: number, limit: number) {
    super('DEFLECT_TEXT_TOO_LONG', `expected at most ${limit} wordpieces, got ${tokens}`)
    this.tokens = tokens
  }
}

/** The model is not loaded (yet, or because its files are missing or unreadable). */
export class EmbedderUnavailableError extends EmbedderError {
  constructor (message: string, options?: ErrorOptions) {
    super('DEFLECT_EMBEDDER_UNAVAILABLE', message, options)
  }
}

/** No vector within the time the caller may wait. */
export class EmbedderTimeoutError extends EmbedderError {
  constructor (timeoutMs: number) {
    super('DEFLECT_EMBEDDER_TIMEOUT', `expected a vector within ${timeoutMs} ms`)
  }
}

/** More texts wait for the one model thread than may wait. */
export class EmbedderBusyError extends EmbedderError {
  constructor (waiting: number) {
    super('DEFLECT_EMBEDDER_BUSY', `expected a free place in the embedding queue, got ${waiting} texts waiting`)
  }
}
