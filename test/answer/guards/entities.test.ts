import t from '../../tap.ts'
import { entities } from '../../../src/answer/guards/entities.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ["who is D'Abano", 'who is Abano'], ['quelle est la capitale de l’Ouganda?', 'quelle est la capitale de l’Algérie?'],
  ['ako môžem zrušiť objednávku', 'ako môžem zmeniť objednávku'], ['¿es seguro el queso durante el embarazo?', '¿es seguro el té durante el embarazo?'], ['hesabımı nasıl açarım', 'hesabımı nasıl kapatırım'],
  ['how do i add a route in Angular', 'how do i add a route in AngularJS'],
  ['i was an hour late', 'i was a day late'],
  ['¿qué vale para tres niños?', '¿qué vale para cinco niños?'], ['kto był drugim carem', 'kto był ostatnim carem'], ['¿qué gano por semana?', '¿qué gano por mes?'], ['was kostet es pro Tag', 'was kostet es pro Woche'], ['le café est ouvert le lundi', 'le café est ouvert le jeudi'],
  ['where does line A end', 'where does line B end'], ['how do i open the C drive', 'how do i open the F drive'], ['who may drive with a class a licence', 'who may drive with a class c licence'], ['how many megabits is it', 'how many megabytes is it'],
  ['how many days per week may i ski in week one', 'how many days per month may i ski in week one'], ['if tuesday is free, is tuesday paid', 'if tuesday is free, is thursday paid'], ['can a goat catch it from a goat', 'can a goat catch it from a sheep'],
  ['can a son of type A and type B have type A', 'can a son of type A and type B have type B'],
  ['Jo is older than Max and Max is older than Lee, who is oldest', 'Max is older than Jo and Jo is older than Lee, who is oldest'],
  ['if Jo owes Max 4 and Max owes Lee 4, who owes whom', 'if Max owes Jo 4 and Jo owes Lee 4, who owes whom'],
  ['how sour is an apple', 'how sour is a lemon'],
  ['how long do i roast turkey', 'how long do i roast lamb'],
  ['what is the boiling point of mercury', 'what is the boiling point of zinc'],
  ['do i buy it in pounds', 'do i buy it in grams'],
  ['a jar holds 4 red and 6 blue pens, how many make a pair', 'a jar holds 4 red and 6 blue pens, how many make a red pair'],
  ['red is left of blue and green is left of red, which is last', 'red is left of blue and blue is left of green, which is last'],
  ['is "a honest man" right', 'is "an honest man" right'],
  ['what does "he used to it" mean', 'what does "he is used to it" mean'],
  ['does milk contain vitamin D', 'does milk contain vitamin A'], ['who is covered by part D of the plan', 'who is covered by part A of the plan'], ['is hepatitis B curable', 'is hepatitis C curable'],
  ['which chords are in A minor', 'which chords are in D minor'], ['how do i play B flat major on the oboe', 'how do i play B major on the oboe'], ['how do i flip the y axis', 'how do i flip the x axis'],
  ['how do i poach a trout', 'how do i fry a trout'], ['how do i hide a row', 'how do i hide a column'], ['how heavy is a neutron', 'how heavy is a proton'], ['how do i move my rook', 'how do i move my knight'],
  ['is this rash viral', 'is this rash fungal'], ['how do i find the perimeter of a kite', 'how do i find the area of a kite'],
  ['is potassium nitrate a salt', 'is potassium nitrite a salt'], ['can i drink ethanol', 'can i drink ethanal'], ['is it safe to take hydroxyzine', 'is it safe to take hydralazine'],
  ['what is the capital of France', 'what is the capital of Spain'],
  ['when was Newton born', 'when was Faraday born'],
  ['how do i sort in python', 'how do i sort in ruby'],
  ['is the shop open on monday', 'is the shop open on sunday'],
  ['what does "carpe diem" mean', 'what does "et cetera" mean'],
  ['what is the weekly dose of zinc', 'what is the daily dose of zinc'],
  ['i have 3 apples and 5 pears and eat one apple, how many apples are left', 'i have 3 apples and 5 pears and eat one pear, how many apples are left']
]
const silent: [string, string][] = [
  ['which is the largest lake', 'which is the biggest lake'], ['what is the max load', 'what is the maximum load'], ['¿cuándo abre el lago?', '¿cuando abre el lago?'],
  ['ako môžem zrušiť objednávku', 'Ako mozem zrusit objednavku?'], ['what does the word schön mean', 'what does the term schön mean'],
  ['how long is an hour', 'how long is an hr'],
  ['¿es la primera vez?', '¿es el primer día?'], ['czy jest otwarte w sobotę', 'czy sobota jest otwarta'], ['wie viele Tage sind es', 'wie viel Tage sind das'],
  ['can i have a dog', 'can i have s dog'], ['what is d name of this bird', 'what is a name of this bird'], ['can u c it', 'can i c it'], ['where do i buy a lamp', 'where do i buy d lamp'],
  ['is monday or tuesday free, and is monday paid', 'is tuesday or monday free, and is monday paid'], ['is red paint or red ink darker', 'is red paint darker or ink'], ['does a cat like a dog', 'does a cat like another cat or a dog'],
  ['can type A and type B marry', 'can type B and type A marry'], ['Jo and Max know Max', 'Max and Jo know Max'],
  ['is oat milk or almond milk better with tea', 'is oat or almond milk better with tea'],
  ['how do i cook rice? how do i cook rice', 'how do i cook rice'],
  ['i was born in Peru and live in Chile, can i vote in Peru', 'can i vote in Peru if i was born there and live in Chile'],
  ['what does "pull strings" mean', 'what does "to pull strings" mean'],
  ['what is the meaning of "the big apple"', 'what is the meaning of "big apple"'],
  ['is my wi-fi slow in berlin', 'is my wifi slow in berlin'],
  ['can u take vitamin D daily', 'can i take vitamin D daily'], ['what is d capital of Peru', 'what is a capital of Peru'], ['which chords are in D# minor', 'which chords are in D sharp minor'], ['is a vitamin d pill safe', 'is the vitamin d pill safe'],
  ['why is glue sticky', 'why does glue stick'], ['how do i analyse a poem', 'how do i analyze a poem'], ['are nitrates salts', 'is nitrate a salt'], ['is chlorinated water safe', 'is water with chlorine safe'],
  ['where is the World Health Organization', 'where is the WHO'],
  ['how big is the USA', 'how big is the United States'],
  ['who wrote Hamlet', 'who wrote hamlet'],
  ['what does "carpe diem" mean', 'what does carpe diem mean'],
  ['how many kilometres is it to Bonn', 'how many km is it to Bonn']
]

t.test('entities: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(entities.check(parse(a), parse(b)), { guard: 'entities', detail: /./ }, `${a} / ${b}`)
    t.ok(entities.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('entities: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(entities.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(entities.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
