import fc from 'fast-check'
import t from '../../tap.ts'
import { applyClassRules, classesOfAnswer, classesOfQuestion, contentClasses, defaultClassRules, ruleOf, type ContentClass } from '../../../src/answer/content/index.ts'
import { isCard, isIban } from '../../../src/answer/content/personal-data.ts'
import { normaliseQuestion } from '../../../src/model/text.ts'
import { CONTENT_CLASSES } from '../../../src/schemas/policy.ts'
import { answers, questions } from './questions.ts'

t.test('the schema knows every class', async (t) => {
  t.strictSame(CONTENT_CLASSES, contentClasses)
})

t.test('questions of each class, and those that only look like it', async (t) => {
  for (const [name, list] of Object.entries(questions)) {
    for (const question of list) {
      const found = classesOfQuestion(question)
      if (name === 'none') t.strictSame(found, [], question)
      else t.ok(found.includes(name as ContentClass), `${name}: ${question} (${found.join()})`)
    }
  }
})

t.test('answers of each class, and those that only look like it', async (t) => {
  for (const [name, list] of Object.entries(answers)) {
    for (const answer of list) {
      const found = classesOfAnswer(answer)
      if (name === 'none') t.strictSame(found, [], answer)
      else t.ok(found.includes(name as ContentClass), `${name}: ${answer} (${found.join()})`)
    }
  }
})

t.test('what normalising takes away changes no class', async (t) => {
  const all = Object.values(questions).flat()
  fc.assert(fc.property(fc.constantFrom(...all), fc.constantFrom('', 'Hi, ', 'Hello! ', 'Please tell me: ', '  '), fc.constantFrom('', '?', '??', ' thanks', ' …'), (question, lead, trail) => {
    // Only where the words around come off entirely: "Surprise me thanks" keeps them.
    const text = lead + question.replace(/[?.!]$/, '') + trail
    if (normaliseQuestion(text) !== normaliseQuestion(question)) return
    t.strictSame(classesOfQuestion(text), classesOfQuestion(question), text)
  }))
})

t.test('any text has classes, and the same ones each time', async () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
    const found = classesOfQuestion(text)
    return JSON.stringify(found) === JSON.stringify(classesOfQuestion(text)) && classesOfAnswer(text).length === new Set(classesOfAnswer(text)).size
  }))
})

t.test('cards and account numbers prove themselves', async (t) => {
  for (const card of ['4111 1111 1111 1111', '5500-0055-5555-5559', '378282246310005', '6011111111111117']) t.ok(isCard(card), card)
  for (const other of ['4111111111111112', '1234567890123456', '0000000000000000', '9780306406157']) t.notOk(isCard(other), other)
  for (const iban of ['DE89 3704 0044 0532 0130 00', 'GB29NWBK60161331926819', 'fr1420041010050500013m02606']) t.ok(isIban(iban), iban)
  for (const other of ['DE89 3704 0044 0532 0130 01', 'DE89', 'GB29 NWBK 6016 1331 9268 18']) t.notOk(isIban(other), other)
  // One digit changed is never a card: Luhn's check finds every single error.
  fc.assert(fc.property(fc.nat(15), fc.integer({ min: 1, max: 9 }), (at, by) => {
    const digits = [...'4111111111111111']
    digits[at] = String((Number(digits[at]) + by) % 10)
    return !isCard(digits.join(''))
  }))
})

t.test('of several classes the strictest rule holds, for the shortest time', async (t) => {
  t.strictSame(ruleOf([], defaultClassRules), { class: null, keep: 'shared', ttlSeconds: null })
  t.strictSame(ruleOf(['time_relative'], defaultClassRules), { class: 'time_relative', keep: 'never', ttlSeconds: 60 })
  const rules = applyClassRules(defaultClassRules, { personal: { keep: 'user' }, time_relative: { keep: 'shared', ttl_seconds: 30 } })
  t.strictSame(rules.personal, { keep: 'user', ttlSeconds: 3600 }, 'what is not said stays')
  t.strictSame(ruleOf(['personal', 'time_relative'], rules), { class: 'personal', keep: 'user', ttlSeconds: 30 })
  const level = { never: 0, user: 1, shared: 2 }
  const rule = fc.record({ keep: fc.constantFrom('never' as const, 'user' as const, 'shared' as const), ttlSeconds: fc.option(fc.integer({ min: 1, max: 1000 })) })
  fc.assert(fc.property(fc.record({ personal: rule, account: rule, time_relative: rule, creative: rule }), fc.subarray([...contentClasses]), (rules, classes) => {
    const found = ruleOf(classes, rules)
    return classes.every((name) => level[found.keep] <= level[rules[name].keep] && (rules[name].ttlSeconds === null || found.ttlSeconds! <= rules[name].ttlSeconds))
  }))
})
