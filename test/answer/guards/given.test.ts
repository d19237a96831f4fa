import t from '../../tap.ts'
import { entities } from '../../../src/answer/guards/entities.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['is it correct to say they was here', 'is it correct to say they were here'], ['is it right to say "i could of gone"', 'is it right to say "i could have gone"'],
  ['Context: a guest may stay one night. Question: how long may he stay?', 'Context: a guest may stay any night. Question: how long may he stay?'],
  ['Answer from the text. Text: the key is on the shelf. Question: where is the key?', 'Answer from the text. Text: the key is under the shelf. Question: where is the key?'],
  ['Question: can I swim? Context: you may swim up to the day of the race.', 'Question: can I swim? Context: you may swim up to the day before the race.'],
  ['Translate into Dutch: we are late', 'Translate into Dutch: we were late'],
  ['translate this sentence to Greek: my uncle sings', 'translate this sentence to Greek: your uncle sings'],
  ['Translate the following text to Danish. The lamp is on.', 'Translate the following text to Danish. The lamp was on.'],
  ['translate to Dutch we are late', 'translate to Dutch we were late'],
  ['You are a translator. Translate what follows into Danish: we are here', 'You are a translator. Translate what follows into Danish: we were here'],
  ['Fix the punctuation: the boys\' hats', 'Fix the punctuation: the boy\'s hats'],
  ['translate i need it to czech', 'translate i needed it to czech'], ['how do you say she is cold in turkish', 'how do you say she was cold in turkish'],
  ['Traduce al francés: tengo sueño', 'Traduce al francés: tenía sueño'], ['Übersetze ins Spanische: sie ist hier', 'Übersetze ins Spanische: sie war hier'],
  ['Proofread this: them was at home', 'Proofread this: they was at home'], ['Correct the spelling: its cold', 'Correct the spelling: it\'s cold'],
  ['Is this sentence grammatically correct: It don\'t rain', 'Is this sentence grammatically correct: It doesn\'t rain'],
  ['Rewrite in the passive voice: Joan paints a wall', 'Rewrite in the passive voice: Joan painted a wall'], ['Paraphrase: the news is bad', 'Paraphrase: the news was bad'],
  ['What does this code print: t = (1, 2); u = t; print(t)', 'What does this code print: t = (1, 2); u = t; print(u)'],
  ['What does this code print? print(x and y)', 'What does this code print? print(x or y)'],
  ['Explain this code: do { k -= j; j++; } while (k)', 'Explain this code: do { j++; k -= j; } while (k)'],
  ['Evaluate the expression: not (p and q)', 'Evaluate the expression: not (p or q)'],
  ['Convert this to Kotlin: val d = h - k', 'Convert this to Kotlin: val d = k - h']
]
const silent: [string, string][] = [
  ['is it correct to say they were here', 'is it correct to say "they were here"'], ['is it fair to say they won', 'is it fair to say that they won'],
  ['Context: a guest may stay one night. Question: how long may he stay?', 'Context: a guest may stay one night. Question: how long can a guest stay?'],
  ['Translate into Dutch: we are late', 'translate to Dutch: "We are late."'], ['translate into Dutch: the dog', 'translate into Dutch: dog'],
  ['how do you say good night in czech', 'how to say "good night" in Czech'], ['how do i say no in a polite way', 'how do you say no in a polite way'],
  ['translate this text: tengo sueno', 'translate this text: tengo sueño'],
  ['I have this problem: my fan is loud', 'I have this problem: my fan was loud'], ['Context: a shop sells hats. Question: what does it sell?', 'Context: a shop sells hats. Question: what is it selling?'],
  ['Explain this: why is grass green', 'Explain this: why does grass look green'], ['Explain these things to me: how do tides work', 'Explain these things to me: how does a tide work'],
  ['python: how do i sort a list', 'python: how do you sort the list'], ['my goal: to be at the top', 'my goal: being on top'],
  ['Summarize this: the vote is over', 'Shorten this: the vote was over'],
  ['Proofread this: We are home!', 'proofread this: we are home'], ['what does this mean', 'what did this mean']
]

t.test('what is given to be worked on: fires where it is another text, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(entities.check(parse(a), parse(b)), { guard: 'entities', detail: / \/ / }, `${a} / ${b}`)
    t.ok(entities.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('what is given to be worked on: silent where it is one text, or where something is told or asked', async t => {
  for (const [a, b] of silent) {
    t.equal(entities.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(entities.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
