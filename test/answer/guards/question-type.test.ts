import t from '../../tap.ts'
import { questionType } from '../../../src/answer/guards/question-type.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['in which year was brahms born', 'in which city was brahms born'], ['in what country is the lake', 'in what county is the lake'], ['what day does it close', 'what time does it close'],
  ['how is the price of gold determined', 'who determines the price of gold'],
  ['is it known whether fish sleep', 'is it known how fish sleep'],
  ['when was the mill built', 'how was the mill built'],
  ['what is a mutex in Rust', 'what is a mutex used for in Rust'],
  ['what is the appendix', 'what is the appendix good for'],
  ['when was the bridge built', 'who built the bridge'],
  ['why do i sneeze', 'how do i sneeze'],
  ['how many dogs bite', 'why do dogs bite'],
  ['is the museum open', 'when is the museum open'],
  ['does yeast die', 'how does yeast die'],
  ['what times does the bakery stop selling rolls', 'why does the bakery stop selling rolls'],
  ['who wrote the anthem and when was it first sung', 'who wrote the anthem and where was it first sung']
]
const silent: [string, string][] = [
  ['in which town was brahms born', 'in which city was brahms born'], ['what time of year is best for roses', 'what month is best for roses'], ['what year was it built', 'what date was it built'],
  ['what is the best oil to use for frying', 'what is the best oil for frying'],
  ['when i have hiccups, how do i stop them', 'how do i stop hiccups when i have them'],
  ['how can i tell if it is ripe', 'can i tell whether it is ripe'],
  ['where did the moon come from', 'how was the moon formed'],
  ['what is a mutex used for', 'what is a mutex for'],
  ['what is the function of the liver', 'what are the functions of the liver'],
  ['what is the use of a mutex', 'what is a mutex used for'],
  ['how can i learn chess', 'what is the best way to learn chess'],
  ['how often should i run', 'how many times should i run'],
  ['is there a way to learn chess', 'how do i learn chess'],
  ['why is the sky blue', 'what makes the sky blue'],
  ['how long is the trip', 'how many hours is the trip'],
  ['how many kilometres is it to Bonn', 'how far is it to Bonn in kilometres']
]

t.test('question-type: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(questionType.check(parse(a), parse(b)), { guard: 'question-type', detail: /./ }, `${a} / ${b}`)
    t.ok(questionType.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('question-type: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(questionType.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(questionType.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
