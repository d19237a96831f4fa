import t from 'tap'
import { formatReport } from '../scripts/check-consistency/format.ts'
import { checkConsistency } from '../scripts/check-consistency/run.ts'

// A dead server's questions stay claimed for 30 s; a test does not wait for their repetition.
// Seconds on a quiet machine; a busy one starts servers slowly.
t.setTimeout(240_000)
const short = { clients: 12, servers: 2, seed: 20_260_101, patienceMs: 1_000 }

t.test('two servers under faults keep every promise', { timeout: 180_000 }, async (t) => {
  const report = await checkConsistency({ ...short, operations: 1_500, faults: 6 })
  t.equal(report.violations, 0, 'no violation')
  if (report.violations > 0) t.comment(formatReport(report, 'table'))
  t.ok(report.operations >= 1_500, `${report.operations} operations`)
  t.same(report.faultsFailed, [])
  t.equal(report.faults, 6)
})

t.test('servers that forget to invalidate are caught', { timeout: 120_000 }, async (t) => {
  const preload = [new URL('./check-consistency/skip-invalidation.mjs', import.meta.url).href]
  const report = await checkConsistency({ ...short, operations: 200, faults: 0, servers: 1, preload })
  t.ok(report.violations > 0)
  t.match(report.byViolation.stale?.examples[0]?.problem, /acknowledged/)
})
