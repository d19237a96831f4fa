import t from '../tap.ts'
import { resumeAfter } from '../../src/answer/shared-call.ts'
import type { Chunk } from '../../src/completion.ts'

const piece = (content: string, reason: string | null = null, id = 'second'): Chunk => ({ id, choices: [{ index: 0, delta: { content }, finish_reason: reason }] })
const said = [piece('Paris, ', null, 'first'), piece('in Fra', null, 'first')]

t.test('a stream goes on where another broke off, under its id', async (t) => {
  const pass = resumeAfter(said)
  t.same(['Pa', 'ris, in', ' France', '.'].map((text) => pass(piece(text))), [null, null, piece('nce', null, 'first'), piece('.', null, 'first')])
  t.same(pass(piece('', 'stop')), piece('', 'stop', 'first'))
})

t.test('the events of a response are not gone on with: they name one another', async (t) => {
  const event = (delta: string): Chunk => ({ ...piece(delta), response_event: { type: 'response.output_text.delta', item_id: 'msg_1', delta } })
  t.throws(() => resumeAfter([event('Paris')])(event('Paris')), { code: 'LLM_INCOMPLETE' })
})

t.test('one that says something else, or ends before it has said as much, is no end of it', async (t) => {
  for (const other of [[piece('Lyon')], [piece('Paris, in Fe')], [piece('Paris'), piece('', 'stop')], [piece('Paris', 'stop')]]) {
    const pass = resumeAfter(said)
    t.throws(() => other.map(pass), { code: 'LLM_INCOMPLETE' }, JSON.stringify(other))
  }
})

const delta = (fields: Record<string, unknown>, reason: string | null = null, id = 'second'): Chunk => ({ id, choices: [{ index: 0, delta: fields, finish_reason: reason }] })
const role = delta({ role: 'assistant', content: '' }, null, 'first')

t.test('reasoning, a refusal and whatever else was not said yet is passed on', async (t) => {
  for (const fields of [{ reasoning_content: 'Let me think.' }, { reasoning: 'Let me think.' }, { refusal: 'I cannot.' }, { annotations: [{ type: 'url_citation' }] }, { content: [{ type: 'thinking', thinking: [] }] }]) {
    const pass = resumeAfter([role])
    t.same([role, delta(fields), piece('', 'stop')].map(pass), [null, delta(fields, null, 'first'), piece('', 'stop', 'first')], JSON.stringify(fields))
  }
})

t.test('each text goes on from its own place', async (t) => {
  const pass = resumeAfter([role, delta({ reasoning_content: 'Let me ' }, null, 'first')])
  t.same([{ reasoning_content: 'Let ' }, { reasoning_content: 'me think.' }, { content: 'Paris.' }].map((fields) => pass(delta(fields))),
    [null, delta({ reasoning_content: 'think.' }, null, 'first'), delta({ content: 'Paris.' }, null, 'first')])
  const refused = resumeAfter([delta({ refusal: 'I can' }, null, 'first')])
  t.same(refused(delta({ refusal: 'I cannot.' })), delta({ refusal: 'not.' }, null, 'first'))
  t.throws(() => resumeAfter([delta({ refusal: 'I can' })])(delta({ content: 'Paris.' }, 'stop')), { code: 'LLM_INCOMPLETE' })
})

t.test('who thinks another way the second time gives his answer all the same', async (t) => {
  const pass = resumeAfter([role, delta({ reasoning: 'Let me ' }, null, 'first')])
  t.same([{ reasoning: 'Let us ' }, { reasoning: 'think.' }, { content: 'Paris.' }].map((fields) => pass(delta(fields))), [null, null, delta({ content: 'Paris.' }, null, 'first')])
})
