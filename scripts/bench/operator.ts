import { createAnswerChecks } from '../../src/db/answer-checks.ts'
import { createAnswerEvents } from '../../src/db/answer-events.ts'
import { createConversations } from '../../src/db/conversations.ts'
import { createEntryFacts } from '../../src/db/entry-facts.ts'
import { createEventSeries } from '../../src/db/event-series.ts'
import { createOperatorAudit } from '../../src/db/operator-audit.ts'
import { createOperatorSeries } from '../../src/db/operator-series.ts'
import { stepsOf } from '../../src/db/spans.ts'
import { createWhatIfRecord } from '../../src/db/what-if.ts'
import { alternate, below, row, timeEach, type Bench } from './measure.ts'
import { makeTraffic, popularEntries, TENANT, USER } from './operator-traffic.ts'
import type { Stage } from './stage.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MOST_MS = 100
/** As many as the slider of the page asks for. */
const THRESHOLDS = Array.from({ length: 100 }, (_, i) => (i + 1) / 100)
const GUARDS = ['numbers', 'entities', 'negation']

/** Each query an operator's page makes, over seven days. */
export const operator: Bench<Stage> = {
  async run (stage, quick) {
    const pool = await stage.pool()
    stage.log('operator: making a week of traffic')
    await makeTraffic(pool)
    const until = new Date()
    const since = new Date(until.getTime() - 7 * DAY_MS)
    const range = { tenant: TENANT, namespace: null, since, until }
    const entries = await popularEntries(pool, 25)
    const [events, checks, read, record, whatIf, facts, audit, conversations] = [createAnswerEvents(pool), createAnswerChecks(pool), createEventSeries(pool), createOperatorSeries(pool),
      createWhatIfRecord(pool), createEntryFacts(pool), createOperatorAudit(pool), createConversations(pool)] as const
    const queries: Record<string, () => Promise<unknown>> = {
      'chart of a day in steps of 30 min': () => read(TENANT, null, stepsOf({ since: new Date(until.getTime() - DAY_MS), until }, HOUR_MS / 2)),
      'chart in steps of 2 h': () => read(TENANT, null, stepsOf(range, 2 * HOUR_MS)),
      'chart in steps of 15 min': () => read(TENANT, null, stepsOf(range, HOUR_MS / 4)),
      'report by day': () => events.aggregate({ ...range, namespace: undefined, unit: 'day' }),
      'report by hour': () => events.aggregate({ ...range, namespace: undefined, unit: 'hour' }),
      'report: checks': () => checks.aggregate({ ...range, namespace: undefined }),
      histogram: () => record.histogram(range),
      'histogram of checks': () => record.labelledHistogram(range),
      'examples above 0.95': () => record.neighbours(range, 0.95, 'above', 20),
      'examples below 0.95': () => record.neighbours(range, 0.95, 'below', 20),
      'checked examples below 0.95': () => record.checkedNeighbours(range, 0.95, 'below', 20),
      'what-if, 100 thresholds': () => whatIf.decisions(range, THRESHOLDS, GUARDS),
      'what-if: ratings': () => whatIf.rated(range),
      'what-if: checks': () => whatIf.checked(range, 0.5),
      'facts of 25 popular entries': () => facts(TENANT, entries),
      'audit log, 50 of 10,000': () => audit.list(TENANT, { action: null, below: null, limit: 50 }),
      'the last minute': () => record.recent([TENANT], { since: new Date(until.getTime() - 60_000), until }),
      'head of a conversation list': () => conversations.readHead({ tenant: TENANT, user: USER }, 200, 100)
    }
    const times = await alternate(quick ? 5 : 21, Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, () => timeEach(1, query)])))
    return Object.entries(times).map(([name, rounds]) => below(row(name, 'ms', rounds.flat()), MOST_MS))
  }
}
