import t from '../../tap.ts'
import { parse } from '../../../src/answer/guards/parse.ts'
import { passages } from '../../../src/answer/guards/passages.ts'

const FORM = 'You are given the message of a guest. Name the room it is about, and say in one word whether he is content with it. Say nothing else.'
const fires: [string, string][] = [
  [`${FORM}\nThe bed is soft.`, `${FORM}\nThe bed was soft.`],
  [`${FORM} The bed is soft.`, `${FORM} A tap drips at night.`],
  ['Context:\nTea is served at noon.\n\nWhen is tea served?', 'Context:\nTea is served at dusk.\n\nWhen is tea served?'],
  ['Context:\nTea is served at noon.\n\nWhen is tea served?', 'Context:\nTea is served at noon.\nNot on Sundays.\n\nWhen is tea served?'],
  ['User: May I bring a dog?\nAssistant: Yes, a small one.\nUser: And where may it sleep?', 'User: May I bring a dog?\nAssistant: No, only a cat.\nUser: And where may it sleep?'],
  ['name,role\nAda,clerk\nBo,chef\n\nWho is the chef?', 'name,role\nAda,chef\nBo,clerk\n\nWho is the chef?']
]
const silent: [string, string][] = [
  ['Context:\nTea is served at noon.\n\nWhen is tea served?', 'Context:\nTea is served at noon.\n\nAt what time is tea served?'],
  ['Context:\nTea is served at noon.\nQuestion: when is tea', 'Context:\n“Tea is served at noon”\nQuestion: at what time is tea'],
  ['Hello all,\n\nhow do I descale a kettle?\n\nThanks, Ada', 'How do I descale a kettle?\nThank you so much'],
  ['My kettle is full of lime. How do I descale it?', 'My kettle has lime in it. How do I descale it?'],
  ['How do I descale a kettle?', 'How can I descale a kettle?'],
  // Told in sentences, in many of the same words
  ['A baker has nine trays of twelve rolls. In the morning he sells half of all the rolls that he has. At noon he bakes one tray more. How many rolls has he?',
    'A baker has nine trays of twelve rolls. In the morning he sells half of all the rolls that he has. At noon he bakes a tray of rolls more. How many rolls has he?']
]

t.test('another text in the same form, either way round', async (t) => {
  for (const [a, b] of fires) {
    t.match(passages(parse(a), parse(b)), { guard: 'entities', detail: / \/ / }, `${a} / ${b}`)
    t.ok(passages(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('silent where the text is the same, and where a question is told', async (t) => {
  for (const [a, b] of silent) {
    t.equal(passages(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(passages(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
