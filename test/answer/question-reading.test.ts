import t from '../tap.ts'
import { MAX_CHARACTERS, readQuestion } from '../../src/answer/question-reading.ts'

const upTo = (unit: string) => unit.repeat(Math.floor((MAX_CHARACTERS - 200) / unit.length))

t.test('no text, however it is made, takes long to be read: whoever sends it holds everybody up', async (t) => {
  const leads = ['hi, ', 'please, '].map((lead) => `${lead.repeat(18)}what is that line\n`)
  const texts = [...leads, 'line\n'].flatMap((lead) => ['\t', ' \t', ' \u2003'].map((space) => `${lead}${upTo(space).slice(0, -100)}x`))
  texts.push(...['1-', '-_', 'A1-', '\n\t', ' \n', 'a at x dot com ', 'mail-', 'is ', 'my name is '].map(upTo), `${upTo('1-')} at x dot com`)
  for (const text of texts) {
    // The better of two: the machine does other things. Some took 0.5 to 50 s.
    const [ms] = [text, `${text} `].map((reading) => {
      const began = performance.now()
      readQuestion(reading).classes()
      return performance.now() - began
    }).sort((a, b) => a - b)
    t.ok(ms! < 400, `${JSON.stringify(text.slice(0, 30))}… of ${text.length}: ${Math.round(ms!)} ms`)
  }
})

t.test('an address that is said in words is personal; so is one beside a word for mail', async (t) => {
  for (const text of ['write to ada dot b at mail dot com', 'is jo-ann dot b dot c at post dot co right', 'email me: adalove at post dot org', 'reach us on info99 at post dot io']) t.same(readQuestion(text).classes(), ['personal'], text)
  for (const text of ['look at x dot com', 'what is at home dot com', 'ada dot b at mail']) t.same(readQuestion(text).classes(), [], text)
})
