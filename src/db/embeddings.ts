import type { Database } from './database.ts'

/** What the vectors of entries are made by. */
export type StoredEmbedding = { identity: string, model: string, dtype: 'int8' | 'fp32' }

export function createEmbeddings (db: Database) {
  return {
    async note ({ identity, model, dtype }: StoredEmbedding): Promise<void> {
      await db.query('INSERT INTO embeddings (identity, model, dtype) VALUES ($1, $2, $3) ON CONFLICT (identity) DO UPDATE SET used_at = clock_timestamp()', [identity, model, dtype])
    },
    /** All but this one, the latest used first. */
    async others (identity: string): Promise<StoredEmbedding[]> {
      return (await db.query<StoredEmbedding>({ name: 'embeddings-others', text: 'SELECT identity, model, dtype FROM embeddings WHERE identity <> $1 ORDER BY used_at DESC', values: [identity] })).rows
    },
    async forget (identity: string): Promise<void> {
      await db.query('DELETE FROM embeddings WHERE identity = $1', [identity])
    }
  }
}
