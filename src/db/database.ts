import type { Pool } from 'pg'

/** What the record needs of Postgres: one statement at a time, each a transaction of its own. */
export type Database = Pick<Pool, 'query'>

/** Whose data a statement may see: part of every WHERE. */
export type Person = { tenant: string, user: string }
