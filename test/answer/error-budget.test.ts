import fc from 'fast-check'
import t from '../tap.ts'
import { agreementOf, piecesOf, similarityOfAnswers } from '../../src/answer/agreement.ts'
import { judgeBody, readVerdict } from '../../src/answer/ask-judge.ts'
import { nextStep, STOPPED, tighten } from '../../src/answer/error-budget.ts'
import { inForce, policyOfSettings } from '../../src/answer/policy.ts'
import { readConfig } from '../../src/config.ts'

const set = { ...policyOfSettings(readConfig({})), threshold: 0.95, minProbability: 0.92 }
const none = { checks: 0, wrong: 0 }
const counts = fc.nat(300).chain((checks) => fc.record({ checks: fc.constant(checks), wrong: fc.nat(checks) }))

t.test('a step tightens, the last one stops, and no evidence leads beyond what was set', async (t) => {
  t.match(tighten(set, 1), { threshold: 0.975, minProbability: 0.96 })
  t.match(tighten(set, STOPPED), { threshold: 1, minProbability: 1 })
  t.equal(tighten(set, 0), set)
  fc.assert(fc.property(fc.nat(STOPPED), counts, counts, fc.double({ min: 0.001, max: 1, noNaN: true }), (step, served, all, budget) => {
    const next = nextStep(step, { served, all }, budget)?.step ?? step
    return next >= 0 && next <= STOPPED && Math.abs(next - step) <= 1
  }))
  t.equal(nextStep(0, { served: { checks: 4, wrong: 4 }, all: none }, 0.01), null, 'too few')
  t.equal(nextStep(0, { served: { checks: 200, wrong: 3 }, all: none }, 0.01), null, '1.5 % measured, but it may be less than 1 %')
  t.match(nextStep(0, { served: { checks: 200, wrong: 6 }, all: none }, 0.01), { step: 1 })
  t.equal(nextStep(2, { served: none, all: { checks: 99, wrong: 0 } }, 0.01), null)
  t.match(nextStep(2, { served: none, all: { checks: 100, wrong: 1 } }, 0.01), { step: 1 })
  t.match(inForce({ ...set, kind: 'verified', errorBudget: 0.02 }, null), { minProbability: 0.98, looser: null }, 'verified serves by the budget')
})

t.test('answers in pieces; what vectors cannot tell stays unknown', async (t) => {
  fc.assert(fc.property(fc.string({ maxLength: 4000, unit: 'binary' }), (answer) => {
    const pieces = piecesOf(answer)
    return pieces === null || (pieces.length <= 6 && pieces.every((piece) => piece.length > 0 && piece.length <= 500))
  }))
  t.equal(piecesOf('A sentence that goes on. '.repeat(200)), null, 'too long is not compared')
  const [x, y] = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
  t.equal(similarityOfAnswers([x, y], [y, x]), 1, 'order is free')
  t.equal(similarityOfAnswers([x], [x, y]), 0.5, 'what only one says counts')
  t.same([0.5, 0.7, 0.9].map((similarity) => agreementOf('It is so.', 'So it is.', similarity)), ['different', 'unknown', 'same'])
  for (const [a, b, similarity, agreement] of [['Yes.', 'No.', 0.72, 'different'], ['Yes, that is fine.', 'No, never.', 0.9, 'different'], ['Yes.', 'Yes, you can.', 0.37, 'unknown'], ['Nobody knows.', 'Yes.', 0.7, 'unknown']] as const) {
    t.equal(agreementOf(a, b, similarity), agreement, `${a} ${b}`)
  }
  t.equal(agreementOf('Apple sued Samsung in 2011.', 'Samsung sued Apple in 2011.', 0.99), 'unknown', 'near, but the other way round')
  t.equal(agreementOf('It can be eaten raw.', 'It must be eaten raw.', 0.92), 'unknown', 'near, but a duty')
  t.equal(agreementOf('Jane Austen wrote Emma.', 'Emma was written by Jane Austen.', 0.94), 'same')
  t.equal(agreementOf('It takes 2 hours.', 'It takes 9 hours.', 0.97), 'unknown', 'near, but with another number')
})

t.test('a verdict is one word; questions travel as data', async (t) => {
  t.same(['yes', ' No.\n', 'YES!', 'yes, because', 'yesno', '', null].map(readVerdict), ['same', 'different', 'same', 'unknown', 'unknown', 'unknown', 'unknown'])
  fc.assert(fc.property(fc.string(), fc.string(), (asked, stored) => {
    const { messages } = judgeBody('m', asked, stored)!
    const { content } = messages[1] as { content: string }
    return messages.length === 2 && JSON.parse(content).question_1 === stored && JSON.parse(content).question_2 === asked
  }))
  t.equal(judgeBody('m', 'a'.repeat(2001), 'b'), null)
})
