import t from '../../tap.ts'
import { negation } from '../../../src/answer/guards/negation.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['where can i go without a visa', 'where can i not go without a visa'],
  ['should i water a cactus', 'should i not water a cactus'],
  ['is it legal to fish here', 'is it illegal to fish here'],
  ['are snakes harmful', 'are snakes harmless'],
  ['can i bake without eggs', 'can i bake with eggs'],
  ['why can dogs fly', 'why can\'t dogs fly'],
  ['do i get a refund if i cancel', 'do i get a refund unless i cancel'],
  ['is caffeinated coffee bad', 'is caffeine-free coffee bad'],
  ['warum miaut die katze', 'warum miaut die katze nicht'],
  ['pourquoi le chat miaule-t-il', 'pourquoi le chat ne miaule-t-il pas'],
  ['cómo puedo bloquear el correo', 'cómo puedo desbloquear el correo'],
  ['how do i select everything but the title', 'how do i select the title']
]
const silent: [string, string][] = [
  ['is it open any day but sunday', 'is it open any day except sunday'], ['can i use every tool but the saw', 'can i use every tool except the saw'],
  ['is it not legal to fish here', 'is it illegal to fish here'],
  ['should i stay or not', 'should i stay'],
  ['why not use a bike', 'why use a bike'],
  ['can\'t i pay by card', 'can i not pay by card'],
  ['how do i fix a zip', 'i do not know how to fix a zip, how do i fix it'],
  ['why is my tap loud', 'why is my tap loud? i could not find an answer.'],
  ['is gluten-free bread healthy', 'is gluten free bread healthy'],
  ['is bread without gluten healthy', 'is gluten-free bread healthy'],
  ['is duty-free gin cheap', 'is duty free gin cheap']
]

t.test('negation: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(negation.check(parse(a), parse(b)), { guard: 'negation', detail: /./ }, `${a} / ${b}`)
    t.ok(negation.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('negation: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(negation.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(negation.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
