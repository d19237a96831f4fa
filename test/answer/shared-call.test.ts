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

t.test('one that says something else, or ends before it has said as much, is no end of it', async (t) => {
  for (const other of [[piece('Lyon')], [piece('Paris, in Fe')], [piece('Paris'), piece('', 'stop')], [piece('Paris', 'stop')]]) {
    const pass = resumeAfter(said)
    t.throws(() => other.map(pass), { code: 'LLM_INCOMPLETE' }, JSON.stringify(other))
  }
})
