import fc from 'fast-check'
import t from '../tap.ts'
import { embeddedText, openAlike } from '../../src/model/embedded-text.ts'

t.test('ways to ask how something is done open alike', async t => {
  for (const opening of ['How do I', 'How to', 'how can I', 'How should one', 'How would someone go about', 'What is the best way to', "What's a good way to", 'What are some of the most effective ways to', 'Which are the best ways to', 'Is there any way to', 'Please tell me how to']) {
    t.equal(embeddedText(`${opening} descale a kettle?`), 'how do i descale a kettle', opening)
  }
})

t.test('what asks for something else stays', async t => {
  for (const text of [
    'how do you store my data', 'how do we get paid', 'how does a kettle work', 'how to', 'how do i', 'how much does it cost to descale a kettle', 'what is the cheapest way to descale a kettle', 'what are other ways to descale a kettle',
    'what are safe ways to descale a kettle', 'which way to the station', 'what is the milky way', 'what is the way', 'is there a way', 'why is there no way to descale a kettle', 'what were the ways of the vikings', 'how do people descale kettles', 'how do i descale a kettle'
  ]) t.equal(openAlike(text), text)
})

const word = fc.constantFrom('how', 'to', 'do', 'can', 'i', 'one', 'go', 'about', 'what', 'is', 'the', 'best', 'good', 'way', 'ways', 'of', 'a', 'kettle', 'descale', "what's", 'there', 'some')
t.test('idempotent on any text, and words behind the opening stay', async t => {
  fc.assert(fc.property(fc.oneof(fc.array(word, { maxLength: 14 }).map(words => words.join(' ')), fc.string()), text => {
    const open = openAlike(text)
    t.equal(openAlike(open), open)
    t.ok(open === text || text.endsWith(open.replace(/^(?:how do i )+/, '')))
  }))
})
