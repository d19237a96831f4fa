import fc from 'fast-check'
import t from '../tap.ts'
import { createEventReader } from '../../src/web/chat/event-stream.ts'
import { itemsOf, UNANSWERED } from '../../src/web/chat/items.ts'
import { whyInWords } from '../../src/web/chat/words.ts'
import { formatStamp } from '../../src/web/operator/figures.ts'
import { secondsOf } from '../../src/web/operator/now/outcomes.ts'
import { formatTime } from '../../src/web/shared/format.ts'

t.test('events are read whole, however the stream is cut', async (t) => {
  fc.assert(fc.property(fc.array(fc.record({ name: fc.constantFrom('message', 'delta', 'done'), data: fc.json() })), fc.array(fc.nat(40)), (events, cuts) => {
    // As the service writes them, with heartbeats between.
    let text = events.map(({ name, data }) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n: \n\n`).join('')
    const read = createEventReader()
    const found = []
    for (const cut of cuts) {
      found.push(...read(text.slice(0, cut)))
      text = text.slice(cut)
    }
    found.push(...read(text))
    t.same(found, events.map(({ name, data }) => ({ name, data: JSON.stringify(data) })))
  }))
})

t.test('each answer of a history stands behind its question', async (t) => {
  const at = (second: number) => `2026-01-01T00:00:0${second}.000000Z`
  const cache = { status: 'exact' }
  const items = itemsOf([
    { id: 'q1', role: 'user', content: 'one?', create_time: at(0) },
    { id: 'q2', role: 'user', content: 'two?', create_time: at(1) },
    { id: 'a1', role: 'assistant', content: 'one', create_time: at(2), cache, rating: 'up', usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
    { id: 'a2', role: 'assistant', content: 'two', create_time: at(4), cache },
    { id: 'q3', role: 'user', content: 'three?', create_time: at(5) }
  ])
  t.same(items.map((item) => [item.kind, item.id, item.content]), [
    ['question', 'q1', 'one?'], ['answer', 'a1', 'one'], ['question', 'q2', 'two?'], ['answer', 'a2', 'two'], ['question', 'q3', 'three?'], ['answer', null, '']
  ])
  t.match(items[1], { state: 'done', milliseconds: 2_000, tokens: 3, cache, rating: 'up' })
  t.match(items[3], { rating: null })
  t.match(items[5], { state: 'stopped', problem: UNANSWERED })
})

t.test('an answer stands behind the question it names; what names none, of a history cached before, behind the first without one', async (t) => {
  const at = '2026-01-01T00:00:00.000000Z'
  const message = (id: string, role: string, more = {}) => ({ id, role, content: id, create_time: at, ...more })
  const asked = [message('failed?', 'user'), message('next?', 'user'), message('last?', 'user')]
  const shown = (answers: ReturnType<typeof message>[]) => itemsOf([...asked, ...answers]).map((item) => item.kind === 'question' ? item.id : item.id ?? item.state)
  t.same(shown([message('last', 'assistant', { reply_to: 'last?' }), message('next', 'assistant', { reply_to: 'next?' })]), ['failed?', 'stopped', 'next?', 'next', 'last?', 'last'])
  t.same(shown([message('first', 'assistant')]), ['failed?', 'first', 'next?', 'stopped', 'last?', 'stopped'])
})

t.test('why, in words', async (t) => {
  t.match(whyInWords({ status: 'semantic', similarity: 0.9712 }, false).join(' '), /means the same.*0\.971/)
  t.match(whyInWords({ status: 'miss', reason: 'guard:numbers', similarity: 0.98 }, false).join(' '), /differs in a way that matters \(numbers\).*0\.980/)
  t.match(whyInWords({ status: 'bypass', reason: 'not_cacheable:personal' }, false).join(' '), /personal data/)
  t.match(whyInWords({ status: 'miss', reason: 'something_new' }, false).join(' '), /Something new\./)
  t.match(whyInWords({ status: 'miss' }, true).join(' '), /past the cache/)
})

t.test('bars stand a step apart, also the first, which the range has cut', async (t) => {
  const point = (at: string) => ({ at, statuses: {}, requests: 0, deflection_rate: null, tokens_saved: { prompt: 0, completion: 0 }, money_saved: 0 })
  const x = secondsOf({ since: '', until: '', step_seconds: 300, points: ['2026-01-01T10:03:20.000Z', '2026-01-01T10:05:00.000Z', '2026-01-01T10:10:00.000Z'].map(point) })
  t.same(x.map((at, i) => i === 0 ? null : at - x[i - 1]!), [null, 300, 300])
})

t.test('midnight is the first hour of a day', async (t) => {
  t.equal(formatTime(new Date(2026, 0, 5, 0, 7).toISOString(), new Date(2026, 0, 5, 9)), '00:07')
  t.match(formatStamp(new Date(2026, 0, 5, 0, 7).toISOString(), new Date(2026, 0, 5, 9)), /\b00:07:00$/)
})
