import t from '../tap.ts'
import { lettersOf } from '../../src/answer/handed-over.ts'

const works = (instructions: string) => lettersOf([null, instructions], 'Hi') !== null

t.test('instructions that work on the words of each message', async (t) => {
  for (const instructions of [
    'Translate the following from English into Italian', 'You are a helpful assistant that translates English to French.', 'You are a proofreader. Reply with the text only.',
    'Correct the capitalization and punctuation of what the user writes.', 'Repeat the message word for word.', 'Count the characters of the message.', 'Classify the sentiment of the review.',
    'Rewrite everything the user sends in a formal tone.', 'Your task is to fix any grammar and spelling mistakes.', 'Extract all names from the text.', 'Summarize the text in one sentence.',
    'You will be provided with statements, and your task is to convert the text to standard English.', 'Übersetze alles ins Englische.', 'Vous êtes un traducteur.', 'Eres un traductor.'
  ]) t.ok(works(instructions), instructions)
})

t.test('and those that say how questions are to be answered', async (t) => {
  for (const instructions of [
    'You are a helpful assistant.', 'Answer briefly, as Markdown.', 'Do not translate product names. Answer in the language of the user.', 'Give correct and concise answers in plain text.',
    'Use correct grammar and spelling.', 'Answer questions about our product. If you do not know, say so.', 'Summarize your answer in one sentence.', 'Rephrase your answer if the user does not understand.',
    'You help people with their resumes.', 'You answer questions on product categories and classified ads.'
  ]) t.notOk(works(instructions), instructions)
})

t.test('prompts of any length are read at once', async (t) => {
  for (const unit of ['correct the very long thing and ', 'not translate ', 'summarize x-y ', 'a ']) {
    const long = unit.repeat(1_000_000 / unit.length)
    t.equal(works(`${long}. Proofread it.`), true, unit)
  }
})
