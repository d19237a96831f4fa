import type { build } from './helper.ts'

type Service = Pick<Awaited<ReturnType<typeof build>>, 'app' | 'redis' | 'prefix'>

/** Everything a request could have left behind: rows of the record, and keys with their values' sizes. */
export async function stateOf ({ app, redis, prefix }: Service): Promise<{ conversations: number, messages: number, feedback: number, newest: string | null, keys: string[] }> {
  const { rows } = await app.pg.pool.query(`SELECT (SELECT count(*)::int FROM conversations) AS conversations, (SELECT count(*)::int FROM messages) AS messages,
    (SELECT count(*)::int FROM feedback) AS feedback, (SELECT max(update_time)::text FROM conversations) AS newest`)
  return { ...rows[0], keys: await keysOf({ redis, prefix }) }
}

/** The keys of this service whose name contains `part`, in order: SCAN has none, and may name one twice. */
export async function keysOf ({ redis, prefix }: Pick<Service, 'redis' | 'prefix'>, part = ''): Promise<string[]> {
  const found: string[] = []
  for await (const keys of redis.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 })) found.push(...keys)
  return [...new Set(found)].filter((key) => key.includes(part)).sort()
}

/** What the record holds of a conversation, oldest first. */
export async function rowsOf ({ app }: Pick<Service, 'app'>, conversationId: string): Promise<{ id: string, seq: number, role: string, content: string }[]> {
  return (await app.pg.pool.query('SELECT id, seq, role, content FROM messages WHERE conversation_id = $1 ORDER BY seq', [conversationId])).rows
}
