import fc from 'fast-check'
import t from '../tap.ts'
import { isSelfContained } from '../../src/answer/self-contained.ts'

const list = (text: string) => text.trim().split('\n').map((line) => line.trim())

/** Follow-ups that mean nothing, or something else, without what was said before. */
const leaning = list(`
  What about 2019?
  what about Paris?
  How about Germany?
  And in France?
  And how many people live in Berlin?
  But why did Napoleon go there?
  So what did Einstein say?
  Why?
  Why not?
  How so?
  yes
  No, the other one
  the second one
  The first option please
  Which of them is in Italy?
  What is it made of?
  Is it safe in Brazil?
  How old is she?
  When was he born in Ulm?
  Where do they live in Spain?
  Who wrote that book about Rome?
  What does this mean in Java?
  Tell me more
  Tell me more about Paris
  Give me another example from Rome
  Explain the second point about Kant again
  Can you elaborate on Kant?
  Go on
  Continue in Spanish
  In Spanish please
  Translate it into Spanish
  Translate to French
  Summarise in German
  What is the population?
  What is the total population?
  Who is the mayor?
  Who is the current mayor?
  What does the Pro plan cost?
  How much does the Basic version cost in Europe?
  Is the Hilton any good?
  Which is better, Java or Kotlin?
  Is Python faster?
  Is Java slower or Kotlin?
  And without Docker?
  How do I do that on Windows?
  How does one do the same on Linux?
  What happened next in Russia?
  What happened after in Russia then?
  Who came third in Tokyo?
  What did the former say to Caesar?
  What is the latter called in Greek?
  What else did Goethe write?
  What other books did Goethe write?
  What did you say about Rome?
  Why did you choose Rome?
  Is your answer about Rome right?
  When was Jordan born?
  Who is Michael?
  How old is Anna?
  How tall is Tom?
  What if Napoleon had won?
  What is the 2nd largest city in Spain?
  How many of those are in Asia?
  Are there any in London?
  Does the same hold for Python?
  What is the difference?
  What is the price in Euro then?
  With Python instead?
  List the ones in Africa
  Name some more in Africa
  Shorter please
  Ok and what about Rome?
  Is that also true of Mars?
  How far is Rome from here?
  What was the reason in Napoleon's case?
  WHAT ABOUT THE POPULATION OF PARIS AND ROME?
  Is He Still Alive In Paris
  thanks, who won in Spain?
  who is the president of france
  how do i boil an egg`)

const standing = list(`
  What is the capital of France?
  What is the population of Berlin?
  Who wrote Don Quixote?
  When did World War II end in Europe?
  How far is Rome from Paris?
  How do I install Python on Windows?
  What is the difference between Java and Kotlin?
  Where was Marie Curie born?
  Compare Java with Kotlin
  How many people live in New Zealand?
  Why did Napoleon invade Russia?`)

t.test('no follow-up that leans on the conversation passes', async (t) => {
  for (const question of leaning) t.notOk(isSelfContained(question), question)
})

t.test('questions that name their subject pass', async (t) => {
  for (const question of standing) t.ok(isSelfContained(question), question)
})

t.test('a word that points back keeps any question in its context', async () => {
  const pointing = fc.constantFrom('it', 'That', 'they', 'again', 'instead', 'the second', 'one', 'she', 'else', 'there', 'Your', 'above')
  fc.assert(fc.property(fc.constantFrom(...standing), pointing, fc.nat(20), (question, word, at) => {
    const words = question.replace('?', '').split(' ')
    words.splice(at % (words.length + 1), 0, word)
    return !isSelfContained(`${words.join(' ')}?`)
  }))
})

t.test('a question before or after another, and anything in front that joins it, keeps it there', async () => {
  const lead = fc.constantFrom('And ', 'But ', 'So, ', 'Ok. ', 'Yes, ', 'Then ', 'Thanks! ', 'In French: ', 'What about this: ')
  fc.assert(fc.property(fc.constantFrom(...standing), lead, (question, word) => !isSelfContained(word + question) && !isSelfContained(`${question} ${question}`)))
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => typeof isSelfContained(text) === 'boolean'))
})
