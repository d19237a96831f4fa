import fc from 'fast-check'
import t from '../tap.ts'
import * as models from 'gpt-tokenizer/models'
import { countTokens, contextLimit, fitWindow, TOKENS_PER_MESSAGE } from '../../src/model/tokens.ts'

t.test('counts as the encodings do', async (t) => {
  t.equal(countTokens('', 'gpt-4o'), 0)
  t.equal(countTokens('hello world', 'gpt-4o'), 2)
  t.equal(countTokens('hello world', 'gpt-4'), 2)
  t.equal(countTokens('你好', 'gpt-4o'), 1)
  t.equal(countTokens('你好', 'gpt-4'), 2, 'another encoding')
  t.ok(countTokens('hi <|endoftext|>', 'gpt-4o') > 3, 'special tokens are text')
})

t.test('a long text is estimated by its density, an unbroken run is cut', async (t) => {
  const sentence = 'The quick brown fox jumps over the lazy dog. '
  const one = countTokens(sentence.repeat(100), 'gpt-4o')
  t.ok(Math.abs(countTokens(sentence.repeat(10_000), 'gpt-4o') / (100 * one) - 1) < 0.01)
  const run = countTokens('a'.repeat(4_000), 'gpt-4o')
  t.ok(run >= 500 && run <= 500 + 4_000 / 64, 'at most a token per cut above the exact 500')
})

t.test('context limits agree with the table of gpt-tokenizer', async (t) => {
  for (const name of ['gpt-4o', 'gpt-4o-mini', 'gpt-4', 'gpt-4-turbo', 'gpt-4.1', 'gpt-4.1-nano', 'gpt-3.5-turbo', 'gpt-5', 'gpt-5-mini', 'o1', 'o3', 'o3-mini', 'o4-mini'] as const) {
    const model = (models as unknown as Record<string, { context_window?: number }>)[name]
    t.equal(contextLimit(name), model?.context_window, name)
  }
  t.equal(contextLimit('gpt-4o-mini-2024-07-18'), 128_000)
  t.equal(contextLimit('some-other-model'), 8_192)
})

t.test('a window fits its budget', async (t) => {
  const messages = fc.array(fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.string({ maxLength: 200 }) }), { maxLength: 30 })
  const cost = (window: { content: string }[]) => window.reduce((sum, m) => sum + countTokens(m.content, 'gpt-4o') + TOKENS_PER_MESSAGE, 0)
  fc.assert(fc.property(messages, fc.integer({ min: 0, max: 2_000 }), (all, budget) => {
    const window = fitWindow(all, budget)
    // A suffix of the same objects, the last one always in.
    if (!window.every((m, i) => m === all[all.length - window.length + i])) return false
    if (all.length > 0 && window.length === 0) return false
    if (window.length > 1 && cost(window) > budget) return false
    // As long as it can be: one more would not fit.
    const dropped = all[all.length - window.length - 1]
    return dropped === undefined || cost([dropped, ...window]) > budget
  }))
})

t.test('more budget never drops a message', async () => {
  const contents = fc.array(fc.string({ maxLength: 100 }).map((content) => ({ content })), { minLength: 1, maxLength: 20 })
  fc.assert(fc.property(contents, fc.nat(500), fc.nat(500), (all, budget, more) =>
    fitWindow(all, budget + more).length >= fitWindow(all, budget).length))
})
