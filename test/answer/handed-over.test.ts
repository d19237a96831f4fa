import t from '../tap.ts'
import { lettersOf } from '../../src/answer/handed-over.ts'

const works = (instructions: string) => lettersOf([null, instructions], 'Hi') !== null

t.test('instructions that work on the words of each message', async (t) => {
  for (const instructions of [
    'Translate the following from English into Italian', 'You are a helpful assistant that translates English to French.', 'You are a proofreader. Reply with the text only.',
    'Correct the capitalization and punctuation of what the user writes.', 'Repeat the message word for word.', 'Count the characters of the message.', 'Classify the sentiment of the review.',
    'Rewrite everything the user sends in a formal tone.', 'Your task is to fix any grammar and spelling mistakes.', 'Extract all names from the text.', 'Summarize the text in one sentence.',
    'You will be provided with statements, and your task is to convert the text to standard English.', 'Extract the event information.', 'You do sentiment analysis.', 'You are a grammar checker.', 'Übersetze alles ins Englische.', 'Vous êtes un traducteur.', 'Eres un traductor.'
  ]) t.ok(works(instructions), instructions)
})

t.test('and those that say how questions are to be answered', async (t) => {
  for (const instructions of [
    'You are a helpful assistant.', 'Answer briefly, as Markdown.', 'Do not translate product names. Answer in the language of the user.', 'Give correct and concise answers in plain text.',
    'Use correct grammar and spelling.', 'Answer questions about our product. If you do not know, say so.', 'Summarize your answer in one sentence.', 'Rephrase your answer if the user does not understand.',
    'You help people with their resumes.', 'You answer questions on product categories and classified ads.', 'You sell vanilla extract and other spices.'
  ]) t.notOk(works(instructions), instructions)
})

t.test('what a long prompt tells between its beginning and its end is what is known, and no task', async (t) => {
  const shop = 'You answer questions about a text editor. '
  const known = 'To edit a message, choose Edit. Translate the page with the menu. '.repeat(1_000)
  t.equal(works(`${shop.repeat(30)}${known}${'Answer briefly. '.repeat(40)}`), false)
  t.equal(works(`Translate to German. ${known}`), true)
  t.equal(works(`${shop.repeat(30)}${known}${'Answer briefly. '.repeat(40)}Proofread what follows.`), true)
})
