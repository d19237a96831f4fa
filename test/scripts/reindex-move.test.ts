import t from '../tap.ts'
import { moveEntries } from '../../scripts/reindex/move.ts'
import { encodeEntry } from '../../src/cache/answer-entry.ts'
import type { Redis } from '../../src/cache/client.ts'
import { createKeys } from '../../src/cache/keys.ts'
import type { Embedder } from '../../src/model/embedder.ts'
import { readWords } from '../../src/model/words.ts'
import { sampleEntry } from '../cache/fresh.ts'

t.test('an embedder that is busy is asked again, a Redis that takes no copy ends the command', async (t) => {
  let embedded = 0
  let writes = 0
  const redis = {
    async * scanIterator () { yield ['ans:s:1'] },
    hGet: async () => encodeEntry({ ...sampleEntry(), base: 'b' }),
    async evalSha (_sha: string, { arguments: [vector] }: { arguments: (string | Buffer)[] }) {
      if (vector === '') return 'absent'
      writes++
      throw new Error('OOM command not allowed when used memory > \'maxmemory\'.')
    }
  }
  const embedder = {
    identity: 'to',
    // Ends what would never end.
    ready: () => writes < 5,
    async embed () {
      if (++embedded === 1) throw new Error('busy')
      return { vector: new Float32Array(8), words: readWords([], []), unread: false }
    }
  }
  const moving = moveEntries({ redis: redis as unknown as Redis, keys: createKeys(), embedder: embedder as unknown as Embedder, from: 'from', perSecond: 1_000, onProgress () {} })
  await t.rejects(moving, /OOM/)
  t.same([embedded, writes], [2, 1])
})
