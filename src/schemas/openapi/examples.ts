/** Bodies and replies as they look, by route; a test holds each against its schema. */
export type RouteExample = { body?: unknown, reply?: unknown }

const uuid = (digit: number) => `0f8fad5b-d9cb-469f-a165-7086772895${digit}e`
const at = '2026-01-05T09:30:00.000000Z'
const later = '2026-01-06T09:30:00.000000Z'
const entryId = '5d41402abc4b2a76b9719d911017c592-1a2b3c4d'
const summary = { id: uuid(1), title: 'Capitals', create_time: at, update_time: at }
const cache = { status: 'semantic', similarity: 0.9731, entry_id: entryId }
const question = { id: uuid(2), role: 'user', content: 'What is the capital of France?', model: 'gpt-4o-mini', create_time: at }
const answer = { id: uuid(3), role: 'assistant', content: 'Paris.', model: 'gpt-4o-mini', create_time: at, cache }
const usage = { prompt_tokens: 14, completion_tokens: 2, total_tokens: 16 }
const receipt = {
  id: uuid(4),
  kind: 'user',
  user_hash: '58158820c40bcd7c',
  asked_by: 'op',
  create_time: at,
  finish_time: at,
  complete: true,
  erased: { conversations: 2, messages: 8, feedback: 1, entries: 3, aliases: 0, events: 4, vectors: 3, checks: 0 }
}
const check = { status: 'ok' }
const never = { keep: 'never', ttl_seconds: null }
const policy = {
  namespace: 'faq',
  version: 3,
  changes: { threshold: 0.97 },
  effective: {
    kind: 'static',
    threshold: 0.97,
    min_probability: 0.92,
    error_budget: null,
    shadow_rate: 0,
    judge: 'off',
    judge_floor: 0.85,
    checks_per_minute: 30,
    tiers: ['exact', 'semantic'],
    guards: ['numbers', 'negation'],
    ttl_seconds: 86_400,
    sharing: 'tenant',
    admission: 'first',
    followups: 'context',
    renew_after_hits: 3,
    classes: { personal: never, account: never, time_relative: never, creative: never },
    tightened: null
  }
}
const versions = { items: [{ version: 3, changes: { threshold: 0.97 }, author: 'op', note: 'fewer wrong ones', create_time: at }], next_before: null }
const rollback = { version: 1, note: 'as it was before' }
const entry = {
  id: entryId,
  state: 'live',
  question: 'What is the capital of France?',
  answer: 'Paris.',
  namespace: 'default',
  model: 'gpt-4o-mini',
  tags: ['geography'],
  create_time: at,
  expire_time: later,
  hits: 12,
  hit_similarity: { lowest: 0.953, highest: 0.991 },
  aliases: 1,
  feedback: { up: 2, down: 0 },
  checks: { same: 3, different: 0, unknown: 0 },
  pinned: false
}
const bounds = { since: '2026-01-05T09:30:00.000Z', until: '2026-01-06T09:30:00.000Z' }
const deflection = {
  requests: 100,
  exact: 30,
  semantic: 15,
  coalesced: 5,
  missed: 40,
  bypassed: 10,
  errors: 0,
  missed_by_reason: { empty: 25, below_threshold: 15 },
  bypassed_by_reason: { 'not_cacheable:personal': 10 },
  deflection_rate: 0.5,
  tokens_saved: { prompt: 700, completion: 4_000 },
  money_saved: 0.002505,
  money_net: 0.0024,
  unpriced_tokens: 0,
  seconds_saved: 61.4,
  seconds_spent_searching: 0.3,
  untimed_requests: 0,
  window_tokens_saved: 120,
  checks: { checked: 40, wrong: 0, untold: 1, false_hit_rate: 0, false_hit_interval: [0, 0.0881], tokens_spent: { prompt: 300, completion: 100 }, money_spent: 0.000105 }
}
const candidate = { entry_id: entryId, question: 'What is the capital of France?', created_at: bounds.since, expires_at: bounds.until }
const counts = { requests: 100, exact: 30, semantic: 15, coalesced: 5, deflection_rate: 0.5 }

export const EXAMPLES: Record<string, RouteExample> = {
  'GET /healthz': { reply: check },
  'GET /readyz': { reply: { status: 'ready', checks: { postgres: check, redis: check, redis_events: check, search: check, embedder: check } } },
  'GET /metrics': { reply: '# TYPE deflect_answers_total counter\ndeflect_answers_total{surface="chat",status="exact",reason=""} 12\n' },
  'GET /backend-api/me': { reply: { user: 'ann', tenant: 'acme', role: 'user', development: false } },
  'DELETE /backend-api/me': { reply: { ...receipt, asked_by: 'self' } },
  'GET /backend-api/conversation/{id}': { reply: { conversation_id: uuid(1), title: 'Capitals', create_time: at, update_time: at, messages: [question, { ...answer, reply_to: question.id, usage, rating: 'up' }] } },
  'PATCH /backend-api/conversation/{id}': { body: { title: 'Capitals' }, reply: summary },
  'DELETE /backend-api/conversation/{id}': { reply: { ...receipt, kind: 'conversation', conversation_id: uuid(1), asked_by: 'self' } },
  'GET /backend-api/conversations': { reply: { items: [summary], total: 1, offset: 0, limit: 20 } },
  'POST /backend-api/f/conversation': {
    body: { message: { id: uuid(2), content: 'What is the capital of France?' }, stream: false },
    reply: { conversation_id: uuid(1), message: question, answer: { ...answer, finish_reason: 'stop' }, cache, usage }
  },
  'POST /backend-api/message/{id}/feedback': { body: { rating: 'down', reason: 'out of date' } },
  'GET /v1/models': { reply: { object: 'list', data: [{ id: 'gpt-4o-mini', object: 'model', created: 1_721_172_741, owned_by: 'system' }] } },
  'GET /v1/models/{model}': { reply: { id: 'gpt-4o-mini', object: 'model', created: 1_721_172_741, owned_by: 'system' } },
  'POST /v1/chat/completions': {
    body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'What is the capital of France?' }] },
    reply: { id: 'chatcmpl-1', object: 'chat.completion', created: 1_767_605_400, model: 'gpt-4o-mini', choices: [{ index: 0, message: { role: 'assistant', content: 'Paris.' }, finish_reason: 'stop' }], usage }
  },
  'POST /v1/responses': {
    body: { model: 'gpt-4o-mini', input: 'What is the capital of France?' },
    reply: {
      id: 'resp_1',
      object: 'response',
      created_at: 1_767_605_400,
      status: 'completed',
      model: 'gpt-4o-mini',
      output: [{ id: 'msg_1', type: 'message', status: 'completed', role: 'assistant', content: [{ type: 'output_text', text: 'Paris.', annotations: [] }] }],
      usage: { input_tokens: 13, output_tokens: 2, total_tokens: 15 }
    }
  },
  'POST /v1/embeddings': {
    body: { model: 'Xenova/all-MiniLM-L6-v2', input: 'What is the capital of France?' },
    reply: { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.012, -0.034] }], model: 'Xenova/all-MiniLM-L6-v2', usage: { prompt_tokens: 9, total_tokens: 9 } }
  },
  'GET /operator/policy': { reply: { ...policy, namespace: '' } },
  'PUT /operator/policy': { body: { threshold: 0.97, note: 'fewer wrong ones' }, reply: { ...policy, namespace: '' } },
  'GET /operator/policy/{namespace}': { reply: policy },
  'PUT /operator/policy/{namespace}': { body: { threshold: 0.97, note: 'fewer wrong ones' }, reply: policy },
  'POST /operator/policy-rollback': { body: rollback, reply: { ...policy, namespace: '', version: 4 } },
  'POST /operator/policy/{namespace}/rollback': { body: rollback, reply: { ...policy, version: 4 } },
  'GET /operator/policy-versions': { reply: versions },
  'GET /operator/policy/{namespace}/versions': { reply: versions },
  'GET /operator/entries': { reply: { items: [entry], next_cursor: null } },
  'GET /operator/entries/{id}': { reply: entry },
  'PUT /operator/entries/{id}': { body: { answer: 'Paris, since 987.', note: 'more exact' }, reply: { ...entry, answer: 'Paris, since 987.', edited_time: at } },
  'POST /operator/entries/{id}/quarantine': { body: { note: 'a wrong date' }, reply: { id: entryId, state: 'quarantined' } },
  'POST /operator/entries/{id}/release': { body: { note: 'it was right' }, reply: { id: entryId, state: 'live' } },
  'POST /operator/entries/{id}/pin': { body: { note: 'asked every day' }, reply: { ...entry, pinned: true } },
  'POST /operator/entries/{id}/unpin': { body: { note: 'the season is over' }, reply: entry },
  'POST /operator/entries/bulk': {
    body: { action: 'quarantine', tag: 'geography', dry_run: true, note: 'the source was wrong' },
    reply: { dry_run: true, action: 'quarantine', matched: 12, changed: 0, more: false, examples: [{ id: entryId, question: 'What is the capital of France?' }] }
  },
  'POST /operator/invalidate': { body: { tag: 'geography', dry_run: true }, reply: { dry_run: true, entries: 12, examples: [{ id: entryId, question: 'What is the capital of France?' }], generation: null } },
  'DELETE /operator/users/{user_id}': { reply: receipt },
  'GET /operator/erasures': { reply: { items: [receipt], offset: 0, limit: 20 } },
  'POST /operator/explain': {
    body: { text: 'Whats the capital of France?', namespace: 'default' },
    reply: {
      decision: { status: 'semantic', entry_id: entryId, similarity: 0.9731, sentence: 'Served: 0.9731 is above 0.95, and no guard objects.' },
      cacheable: { cacheable: true, reason: null },
      normalised: 'whats the capital of france',
      embedded: 'whats the capital of france',
      scope: { hash: '9f86d081884c7d65', parts: { tenant: 'acme', model: 'gpt-4o-mini' } },
      policy: { kind: 'static', threshold: 0.95, min_probability: 0.92, tiers: ['exact', 'semantic'], guards: ['numbers'] },
      exact: { hash: '5d41402abc4b2a76b9719d911017c592', entry: null },
      candidates: [{ ...candidate, similarity: 0.9731, probability: 0.98, lower_bound: null, finding: 'serve', guards: [{ name: 'numbers', asked: true, evidence: null }] }]
    }
  },
  'POST /operator/whatif': {
    body: { since: '24h', thresholds: [0.9, 0.95] },
    reply: { ...bounds, guards: ['numbers'], actual: counts, thresholds: [{ threshold: 0.9, ...counts, semantic: 21, unjudged: 0, wrong: [{ source: 'shadow', labelled: 40, wrong: 0, share: 0, lower: 0, upper: 0.0881 }] }] }
  },
  'GET /operator/report': { reply: { ...bounds, prices: 'PRICES_FILE', by: 'namespace', total: deflection, groups: [{ key: 'default', deflection }] } },
  'GET /operator/series': {
    reply: {
      ...bounds,
      step_seconds: 3_600,
      points: [{ at: bounds.since, statuses: { exact: { requests: 30, p50_ms: 2.1, p95_ms: 4.8, p99_ms: 9 } }, requests: 30, deflection_rate: 1, tokens_saved: { prompt: 420, completion: 60 }, money_saved: 0.0001 }]
    }
  },
  'GET /operator/histogram': { reply: { ...bounds, bins: [{ from: 0.95, to: 0.96, hits: 4, misses: 1, wrong: 0, right: 2 }], totals: { hits: 4, misses: 1, wrong: 0, right: 2 } } },
  'GET /operator/examples': {
    reply: { ...bounds, threshold: 0.95, above: [{ similarity: 0.953, status: 'semantic', asked: null, entry_id: entryId, entry_question: 'What is the capital of France?', outcome: null, source: null, at: bounds.since }], below: [] }
  },
  'GET /operator/live': { reply: 'event: snapshot\ndata: {"at":"2026-01-05T09:30:00.000Z","requests":{"exact":3,"miss":1},"caches":[{"cache":"history","hit_ratio":0.93}],"health":{"redis":"ok"},"listeners":1}\n\n' },
  'GET /operator/audit': { reply: { items: [{ id: '42', at, actor: 'op', action: 'policy.put', target: 'faq', before: { version: 2, changes: {} }, after: { version: 3, changes: { threshold: 0.97 } }, note: 'fewer wrong ones' }], next_cursor: null } }
}
