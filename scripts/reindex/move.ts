import { setTimeout as pause } from 'node:timers/promises'
import { scopeUnder } from '../../src/answer/scope.ts'
import { contentOf } from '../../src/answer/word-vectors.ts'
import { decodeEntry } from '../../src/cache/answer-entry.ts'
import type { Redis } from '../../src/cache/client.ts'
import type { Keys } from '../../src/cache/keys.ts'
import { loadScript } from '../../src/cache/script.ts'
import { encodeVector } from '../../src/cache/vector.ts'
import { encodeWords } from '../../src/cache/word-bytes.ts'
import type { Embedder, Embedding } from '../../src/model/embedder.ts'
import { TextTooLongError } from '../../src/model/embedder-errors.ts'
import { embeddedText } from '../../src/model/embedded-text.ts'

/** `copied`: embedded anew, or of the exact tier alone; `refreshed` were there already; `skipped`: too long for the model, or stored before entries kept what it takes. */
export type Moved = { seen: number, copied: number, refreshed: number, gone: number, skipped: number }

const copy = loadScript('copy-entry')
const PAGE = 500
const EMBED_MS = 25

/** One pass over the entries of an identity, each copied to another with its expiry, at a bounded rate. */
export async function moveEntries (deps: { redis: Redis, keys: Keys, embedder: Embedder, from: string, perSecond: number, onProgress: (moved: Moved) => void }): Promise<Moved> {
  const { redis, keys, embedder, from, perSecond, onProgress } = deps
  const moved: Moved = { seen: 0, copied: 0, refreshed: 0, gone: 0, skipped: 0 }
  const prefix = keys.semanticEntryPrefix(from)
  const startedAt = performance.now()

  /** null where the text is too long for the model. */
  async function embed (question: string): Promise<Embedding | null> {
    for (;;) {
      try {
        return await embedder.embed(embeddedText(question))
      } catch (error) {
        if (error instanceof TextTooLongError) return null
        if (!embedder.ready()) throw error
        await pause(EMBED_MS)
      }
    }
  }

  async function move (key: string): Promise<keyof Moved> {
    const entry = decodeEntry(await redis.hGet(key, 'entry'))
    if (entry === null) return 'gone'
    if (entry.base === undefined) return 'skipped'
    const places = [key, keys.semanticEntry(embedder.identity, entry.id)]
    const scope = scopeUnder(entry.base, embedder.identity)
    const known = await copy.run(redis, places, ['', '', scope])
    if (known !== 'absent') return known as 'gone' | 'refreshed'
    const embedded = await embed(entry.question)
    if (embedded === null || embedded.unread) return 'skipped'
    return await copy.run(redis, places, [encodeVector(embedded.vector), encodeWords(contentOf(embedded.words)), scope]) as 'copied' | 'gone'
  }

  // A key may come twice in one SCAN; then it is refreshed.
  for await (const page of redis.scanIterator({ MATCH: `${prefix}*`, COUNT: PAGE })) {
    for (const key of page) {
      moved[await move(key)]++
      moved.seen++
      onProgress(moved)
      await pause(Math.max(0, startedAt + moved.seen * 1000 / perSecond - performance.now()))
    }
  }
  return moved
}
