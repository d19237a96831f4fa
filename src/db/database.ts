import type { Pool } from 'pg'

/** What the record needs of Postgres: one statement at a time, each a transaction of its own. */
export type Database = Pick<Pool, 'query'>

/** Whose data a statement may see: part of every WHERE. */
export type Person = { tenant: string, user: string }

/** What a write returns: its result, and the row of the outbox that was committed with it. */
export type Written<Value> = { value: Value, outboxId: string }
export type Outboxed = { outbox_id: string }

/** A step of a writing statement: commits the keys it makes stale (parameter `keys`) together with it, where `step` wrote a row. */
export const outbox = (keys: string, step: string) => `outboxed AS (INSERT INTO cache_outbox (keys) SELECT ${keys}::text[] FROM ${step} RETURNING id)`
export const OUTBOX_ID = '(SELECT id FROM outboxed) AS outbox_id'

/** A time with its microseconds, as text: a Date would cut them, and a keyset needs the exact value. Its order is that of the times. */
export const isoTime = (column: string) => `to_char(${column} AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
