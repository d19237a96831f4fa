import t from '../tap.ts'
import { createInvalidationRecord } from '../../src/db/invalidations.ts'
import { freshSchema } from '../events/fresh.ts'
import { rowsRead } from './rows-read.ts'

t.test('the newest of each kind, newest first, without reading those before', async (t) => {
  const { pool } = await freshSchema(t)
  await pool.query('INSERT INTO generations (tenant, kind, value, seq) SELECT tenant, CASE WHEN n % 1000 = 0 THEN \'namespace\' ELSE \'tag\' END, \'v\' || n, n FROM unnest(ARRAY[\'local\', \'rival\']) AS tenant, generate_series(1, 5000) AS n')
  await pool.query('ANALYZE generations')
  const { rows, result } = await rowsRead(pool, 'generations', (client) => createInvalidationRecord(client).readGenerations('local', 3))
  t.same(result, [['namespace', 'v5000', 5000], ['tag', 'v4999', 4999], ['tag', 'v4998', 4998], ['tag', 'v4997', 4997], ['namespace', 'v4000', 4000], ['namespace', 'v3000', 3000]])
  t.ok(rows < 50, `${rows} rows read`)
})
