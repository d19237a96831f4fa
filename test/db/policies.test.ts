import t from '../tap.ts'
import { createPolicyRecord } from '../../src/db/policies.ts'
import { freshSchema } from '../events/fresh.ts'
import { rowsRead } from './rows-read.ts'

t.test('what is in force of a tenant: the newest of each namespace, without reading those before', async (t) => {
  const { pool } = await freshSchema(t)
  await pool.query(`INSERT INTO policies (tenant, namespace, version, body, author)
    SELECT tenant, namespace, version, jsonb_build_object('threshold', version / 1000.0), 'op' FROM unnest(ARRAY['local', 'rival']) AS tenant, unnest(ARRAY['', 'a', 'b']) AS namespace, generate_series(1, 500) AS version`)
  await pool.query('ANALYZE policies')
  const { rows, result } = await rowsRead(pool, 'policies', (client) => createPolicyRecord(client).readAll('local'))
  t.match(result.policies, ['', 'a', 'b'].map((namespace) => ({ namespace, version: 500, body: { threshold: 0.5 }, since: /Z$/ })))
  t.equal(result.policies.length, 3)
  t.ok(rows < 50, `${rows} rows read`)
  t.same(await createPolicyRecord(pool).readAll('nobody'), { policies: [], tightenings: [] })
})
