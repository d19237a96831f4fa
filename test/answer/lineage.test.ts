import fc from 'fast-check'
import t from '../tap.ts'
import { contextOfMessages, markOf, nextContext, ROOT_CONTEXT } from '../../src/answer/lineage.ts'

const walk = (marks: string[]) => marks.reduce(nextContext, ROOT_CONTEXT)

t.test('two conversations share a context exactly where they were given the same answers in the same order', async () => {
  const marks = fc.array(fc.constantFrom('e1', 'e2', 'e3'), { maxLength: 4 })
  fc.assert(fc.property(marks, marks, (a, b) => (walk(a) === walk(b)) === (a.join() === b.join())), { numRuns: 300 })
})

t.test('an answer that was made anew, or written by an operator, is another one', async (t) => {
  const marks = [{ id: 'a' }, { id: 'a', renewedAt: 5 }, { id: 'a', editedAt: 6 }, { id: 'a', renewedAt: 5, editedAt: 7 }, { id: 'b' }].map(markOf)
  t.equal(new Set(marks).size, marks.length)
})

t.test('context and mark do not run into each other', async () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => (nextContext(a, b) === nextContext(c, d)) === (a === c && b === d)))
})

t.test('earlier messages: word for word, in their order', async (t) => {
  t.equal(contextOfMessages([]), ROOT_CONTEXT)
  const message = fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.string() })
  fc.assert(fc.property(fc.array(message), fc.array(message), (a, b) =>
    (contextOfMessages(a) === contextOfMessages(b)) === (JSON.stringify(a) === JSON.stringify(b))))
  fc.assert(fc.property(fc.array(message, { minLength: 1 }), (messages) => contextOfMessages(messages) !== ROOT_CONTEXT))
})

t.test('a chat and the gateway never share a context but the root', async () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.array(fc.jsonValue(), { minLength: 1 }), (context, mark, messages) => nextContext(context, mark) !== contextOfMessages(messages)))
})
