import t from '../../tap.ts'
import { identifiers } from '../../../src/answer/guards/identifiers.ts'
import { parse } from '../../../src/answer/guards/parse.ts'

const fires: [string, string][] = [
  ['где мой ключ', 'где мои ключ'],
  ['what is the slope of sin(x)^2', 'what is the slope of sin x^2'],
  ['what does atan2(4, 3) return', 'what does atan2(3, 4) give'], ['what is max(min(p, q), r)', 'what is min(max(p, q), r)'], ['what is p / q when p is 4 and q is 2', 'what is q / p when p is 4 and q is 2'],
  ['what does grep -i draft final print', 'what does grep -i final draft print'], ['what does git rebase dev fix do', 'what does git rebase fix dev do'],
  ['which rows have p = 1 and q = 2 if r = 3', 'which rows have p = 1 or q = 2 if r = 3'], ['what does !ok do', 'what does !!ok do'],
  ['what does ^b match', 'what does b^ match'],
  ['who files a form 720-x', 'who files a form 720'], ['what is in annex 40-b', 'what is in annex 40'],
  ['what is the gpa of a b-', 'what is the gpa of a b'],
  ['is o- common', 'is o+ common'],
  ['what does git add . do', 'what does git add do'],
  ['what is ⌈x⌉', 'what is ⌊x⌋'],
  ['is ❤️ a good sign', 'is 🖤 a good sign'],
  ['how do you say rosé in french', 'how do you say rose in french'],
  ['hätten sie es gewusst, wären sie geblieben', 'hatten sie es gewusst, waren sie geblieben'],
  ['wie schön war der film', 'wie schon war der film'],
  ['what does git diff dev..test print', 'what does git diff test..dev print'],
  ['what is new in node 20.1', 'what is new in node 18.4'],
  ['open https://a.test/x', 'open https://a.test/y'],
  ['what does `map` do', 'what does `filter` do'],
  ['what does ls -a do', 'what does ls -l do'],
  ['is the office open in may', 'is the office open in june'],
  ['why is E1045 shown', 'why is E1062 shown'],
  ['how do i run main.py', 'how do i run setup.py'],
  // What the model's vectors have in common, whatever is asked.
  ['was heißt schön auf englisch', 'was heißt schon auf englisch'], ['¿cuántos años tienes?', '¿cuántos anos tienes?'], ['what is a good pâté', 'what is a good pate recipe'],
  ['how do i use the regex \\D here', 'when do i use the regex \\d'], ['how bright is a 5 MW laser', 'how bright is a 5 mW laser'], ['what is the md5 of Hello', 'what is the md5 of hello'],
  ['explain the regex .*?', 'explain the regex .*'], ['what is the difference between . and ;', 'what is the difference between . and ,'],
  ['what does this print?\nif a:\n  b()\n  c()', 'what does this print?\nif a:\n  b()\nc()'],
  ['what is new in python 3.1', 'what is new in python 3.10'],
  ['what does error E1 mean', 'what does error E12 mean'],
  ['what is 6" in cm', 'what is 6\' in cm'],
  ['what does print(a[1:]) do', 'what does print(a[:1]) do'],
  ['run rm -rf ./build now', 'run rm -rf /build now'],
  ['what is 12 + 7 * 3', 'what is (12 + 7) * 3'],
  ['what is 100 - 20 - 5', 'what is 100 - (20 - 5)'],
  ['what does IT mean here', 'what does it mean here'], ['cross Aa with aa', 'cross AA with aa'],
  ['is Nf3!? a good move', 'is Nf3?! a good move'],
  ['is \u202emoc.elgoog safe', 'is moc.elgoog safe'],
  ['how do i reset my Galaxy S23', 'how do i reset my Galaxy S23 FE'], ['is the ryzen 5600 x fast', 'is the ryzen 5600 fast'], ['when is form 1040 ez due', 'when is form 1040 due']
]
const silent: [string, string][] = [
  ['где мой отчёт', 'где мой отчет'], ['¿dónde está el lago?', '¿donde está el lago?'],
  ['what is the integral of cos x', 'what is the integral of cos(x)'],
  ['is p[0] the same as p[1]', 'is p[1] the same as p[0]'], ['in python what does len(s) return', 'what does len(s) return in python'], ['what is 4*7', 'what is 7*4'], ['what does atan2(4,3) return', 'what does atan2(4, 3) return'],
  ['is paint (oil or water) toxic', 'is oil or water paint toxic'], ['what does cp draft final do', 'what does the cp draft final command do'],
  ['what is 5 +3', 'what is 5 + 3'],
  ['who files a form 720-x', 'who files a form 720x'], ['is a 60-day visa long', 'is a 60 day visa long'], ['is it a 40-h week', 'is it a week of 40 h'],
  ['is gta 5 out on pc', 'is gta 5 pc out'], ['is the Sony A7 R good', 'is the Sony A7R good'], ['does the s23 us model have 5g', 'does the s23 model have 5g'], ['can a 2 x 4 hold me', 'can a 2x4 hold me'], ['is vue 3 js fast', 'is vue 3 fast'], ['is 10 m deep', 'is 10 meters deep'],
  ['is the pass for seniors 65+', 'is the pass for seniors 65 and older'],
  ['is o+ common', 'is o positive common'],
  ['what is a pre- and post-test', 'what is a pre and post test'],
  ['how far is zürich from milan', 'how far is zurich from milan'],
  ['who is björk', 'who is bjork'],
  ['do i need a c++ book', 'do i need a C++ book'],
  ['umm...how do i knit a sock', 'ok...how do i knit a sock'],
  ['où est née la reine', 'ou est nee la reine'], ['¿cuándo se plantó el árbol de España?', 'cuando se planto el arbol de España'],
  ['so... how do i pin a tab', 'so...how do i pin a tab'],
  ['does the iphone6s have nfc', 'does the iphone 6s have nfc'],
  ['may i park here', 'could i park here'],
  ['is the 2nd edition better', 'is the second edition better'],
  ['What is the regex for a date?', 'what is the regex for a date'], ['where do cafés open late', 'where do cafes open late'], ['who is the best character in Dune', 'who is the best Character in dune'], ['is it well-known , really', 'is it well known, really'],
  ['what about pH and "acids"', 'what about "acids" and ph'],
  ['is $1.50 a fair price', 'is $1.5 a fair price'],
  ['what is 2 + 2', 'what is 2+2'],
  ['what is 15% of 80', 'what is 15 % of 80'],
  ['who wrote "Hamlet"', 'who wrote Hamlet'], ['how do I write a regex for dates', 'how do i write a regex for dates'],
  ['is a (free) app good', 'is a free app good'],
  ['what is **really** good', 'what is really good'],
  ['list the side effect(s) of mint', 'list the side effects of mint']
]

t.test('identifiers: fires with evidence, either way round', async t => {
  for (const [a, b] of fires) {
    t.match(identifiers.check(parse(a), parse(b)), { guard: 'identifiers', detail: /./ }, `${a} / ${b}`)
    t.ok(identifiers.check(parse(b), parse(a)), `${b} / ${a}`)
  }
})

t.test('identifiers: silent where the answer is the same, or when unsure', async t => {
  for (const [a, b] of silent) {
    t.equal(identifiers.check(parse(a), parse(b)), null, `${a} / ${b}`)
    t.equal(identifiers.check(parse(b), parse(a)), null, `${b} / ${a}`)
  }
})
