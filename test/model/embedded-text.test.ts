import fc from 'fast-check'
import t from '../tap.ts'
import { embeddedText, openAlike } from '../../src/model/embedded-text.ts'

t.test('ways to ask how something is done open alike', async t => {
  for (const opening of [
    'How do I', 'How to', 'how can I', 'How should one', 'How does one', 'How would someone go about', 'What is the best way to', "What's a good way to", 'What are some of the most effective ways to', 'Which are the best ways to', 'Is there any way to', 'Please tell me how to',
    'What should I do to', 'What do I need to do in order to', 'What does one have to do to', 'What does it take to', 'How do I really'
  ]) {
    t.equal(embeddedText(`${opening} descale a kettle?`), 'how do i descale a kettle', opening)
  }
})

t.test('what is said beside the question is not embedded', async t => {
  for (const [asked, embedded] of [
    ['What are some of the best kettles?', 'what is the best kettles'], ['Which is the best kettle?', 'what is the best kettle'], ['What are the most reliable kettles, and why?', 'what is the most reliable kettles'],
    ['Should I descale a kettle? Why or why not?', 'should i descale a kettle'], ['Should I descale a kettle? If so, why?', 'should i descale a kettle'], ['Does a kettle really explode?', 'does a kettle explode'],
    ['How does it feel to own a kettle?', 'what is it like to own a kettle'], ["What's it like owning a kettle?", 'what is it like owning a kettle'],
    ["What's the best kettle, really cheap?", 'what is the best kettle, cheap']
  ] as const) t.equal(embeddedText(asked), embedded, asked)
})

t.test('what asks for something else stays', async t => {
  for (const text of [
    'how do you store my data', 'how do we get paid', 'how does a kettle work', 'how to', 'how do i', 'how much does it cost to descale a kettle', 'what is the cheapest way to descale a kettle', 'what are other ways to descale a kettle',
    'what are safe ways to descale a kettle', 'which way to the station', 'what is the milky way', 'what is the way', 'is there a way', 'why is there no way to descale a kettle', 'what were the ways of the vikings', 'how do people descale kettles', 'how do i descale a kettle',
    'what do you do to descale a kettle', 'what should i do', 'what was the best way to descale a kettle', 'who descales kettles and how', 'tell me why', 'why', 'and why', 'why not', 'does he mean really or truly', 'is "ever green" a kettle', 'how is it going to end',
    'what is a kettle', 'which kettles are best', 'what do i need to descale a kettle', 'what was the best kettle', 'what is best buy', 'what is a good doctor about', 'what are most kettles made of', 'who made the kettle and why', 'is it safe? why or why not', 'does a kettle ever explode', 'is it not really clean', 'can i just descale a kettle', 'can i even descale a kettle', 'did she ever'
  ]) t.equal(openAlike(text), text)
})

const word = fc.constantFrom('how', 'to', 'do', 'can', 'i', 'one', 'go', 'about', 'what', 'is', 'the', 'best', 'most', 'good', 'way', 'ways', 'of', 'a', 'kettle', 'descale', "what's", 'there', 'some', 'was', 'it', 'like', 'feel', 'does', 'take', 'need', 'should', 'really', 'ever', 'and', 'why', 'not', 'if', 'so,', 'or', 'which')
t.test('idempotent on any text, and no word of weight is lost', async t => {
  const kettles = (text: string) => text.match(/kettle|descale/g)?.length ?? 0
  fc.assert(fc.property(fc.oneof(fc.array(word, { maxLength: 14 }).map(words => words.join(' ')), fc.string()), text => {
    const open = openAlike(text)
    t.equal(openAlike(open), open)
    t.equal(kettles(open), kettles(text))
    // But for emphasis and the why at the end, what stands behind the opening stays.
    if (!/really|why/.test(text)) t.ok(open === text || text.endsWith(open.replace(/^(?:how do i )+|^what is the |^what is it like /, '')), text)
  }), { numRuns: 2_000 })
})
