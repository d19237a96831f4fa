import fc from 'fast-check'
import t from '../tap.ts'
import { normaliseQuestion } from '../../src/model/text.ts'

t.test('form, politeness and greetings go', async t => {
  const same: [string, string][] = [
    ['Hi, can you please tell me what is the height of K2??  Thanks!', 'what is the height of k2'],
    ['Good morning. Could you explain how TLS works, thank you so much', 'explain how tls works'],
    ['WHAT  is\tthe\nheight of K2 ?', 'what is the height of k2'],
    ['Do you know what “zeitgeist” means…', 'what "zeitgeist" means'],
    ['cancel my order now please', 'cancel my order now'], ['Python: how do I sort a list, thanks', 'python: how do i sort a list'], ['what is cd ..?', 'what is cd ..'], ["don't  say 'no'", "don't say 'no'"], ['please translate this to Czech: red', 'translate this to czech: red'],
    ['Ｗｈａｔ is ½?', 'what is 1/2'], ['is 2½ cups 600 ml', 'is 2 1/2 cups 600 ml'], ['What is H₂O?', 'what is h2o'], ['What is C++?', 'what is c++'], ['wait, what ...', 'wait, what'], ['20 GB or 20 gb?', '20 gb or 20 gb'], ['Why?!', 'why'],
    ['Is R free?', 'is r free'], ['Who is Mel B', 'who is mel b'], ['Is the Q train late', 'is the q train late'], ['What is MD5', 'what is md5'], ['Learn Regex in Python', 'learn regex in python'], ['Press Ctrl+C twice', 'press ctrl+c twice'], ['Is 100 Mbps fast', 'is 100 mbps fast'],
    ['how do I fly a kite 😊', 'how do i fly a kite'], ['How do I fly a kite? :)', 'how do i fly a kite'], ['İzmir harbour', 'izmir harbour'], ['Can AI do physics', 'can ai do physics'],
    ['What does sum() do in Python', 'what does sum() do in python'], ['Which is right: lay or lie?', 'which is right: lay or lie'], ['Is 500 Mg enough', 'is 500 mg enough'], ['Who is my Co signer', 'who is my co signer'],
    ['Is plan B better?', 'is plan b better'], ['What is vitamin D for', 'what is vitamin d for'], ['How do I learn C', 'how do i learn c'], ['Bake at 200 C', 'bake at 200 c'], ['Should I say "I know"?', 'should i say "i know"'], ['Who is J. R. Ewing', 'who is j. r. ewing'], ['What is Logic Pro X', 'what is logic pro x'], ['Is A friend a good boss', 'is a friend a good boss'], ['a 3 kWh battery', 'a 3 kwh battery'], ['is 5 MHz fast', 'is 5 mhz fast'], ['Python: how do I sort?', 'python: how do i sort'], ['what is\nthe tide', 'what is the tide'], ['how are you ..', 'how are you'],
    ['How do I write a regex', 'how do I write a regex'.replace(' I ', ' i ')], ['WHO wrote HAMLET', 'who wrote hamlet'], ['Is it safe? Why or why not?', 'is it safe? why or why not'], ['call \u2066me\u2069 now', 'call me now'], ['what does it mean, thanks', 'what does it mean, thanks'], ['What does it mean? Thanks!', 'what does it mean'],
    ['the 5ᵗʰ of May', 'the 5th of may'], ['𝕙𝕚𝕕𝕕𝕖𝕟 things', 'hidden things'], ['solve 𝑥 = 2', 'solve x = 2'], ['it’s a dog – why', "it's a dog - why"], ['it´s a dog', "it's a dog"], ['who said « non »?', 'who said " non "'], ['What did he say ?', 'what did he say'], ['who is on the team !', 'who is on the team'], ['is  5"  wide', 'is 5" wide'], ['can I eat eggs 😂', 'can i eat eggs']
  ]
  for (const [from, to] of same) t.equal(normaliseQuestion(from), to)
})

t.test('what changes the answer stays', async t => {
  const apart: [string, string][] = [
    ['how do you say please?', 'how do you say thank you?'], ['what is 5!', 'what is 5'], ['what is 5!!', 'what is 5!'],
    ['is it safe', "isn't it safe"], ['ls -R', 'ls -r'], ['what is `Foo`', 'what is `foo`'], ['what is MY_VAR', 'what is my_var'],
    ['what is 1.5', 'what is 15'], ['open https://a.test/Path', 'open https://a.test/path'], ['print `a  b`', 'print `a b`'],
    ['what is c++', 'what is c'], ['what is c#', 'what is c'], ['please in french', 'thanks in french'],
    ['what is 10²', 'what is 102'], ['what is 10⁻³', 'what is 10-3'], ['what is 101₂', 'what is 1012'], ['5 mW laser', '5 MW laser'], ['is 1 Gb/s fast', 'is 1 GB/s fast'],
    ['explain the regex \\D', 'explain the regex \\d'], ['what is %M', 'what is %m'], ['ASCII of A', 'ASCII of a'], ['md5 of Hello', 'md5 of hello'], ['decode SGVsbG8=', 'decode sgvsbg8='],
    ['chmod u+X', 'chmod u+x'], ["select 'X'", "select 'x'"], ['explain the regex .*?', 'explain the regex .*'], ['difference between . and ;', 'difference between . and ,'],
    ['what does IT mean', 'what does it mean'], ['what does the WHO say', 'what does the who say'], ['what is G in physics', 'what is g in physics'], ['cross Aa with aa', 'cross AA with aa'], ['is NULL or Null right', 'is null or Null right'],
    ['what does [A-Z]{3} match', 'what does [a-z]{3} match'], ['solve $A$ = 2', 'solve $a$ = 2'], ['what does sed s/a/b/G do', 'what does sed s/a/b/g do'], ['what is log₂8', 'what is log28'], ['what is 👩‍💻', 'what is 👩💻'], ['is \u202emoc.a safe', 'is moc.a safe'],
    ['translate to German: no, thanks', 'translate to German: no'], ['translate to French: can you help me please', 'translate to French: can you help me'], ['what is the tone of this message: ok, thanks a lot', 'what is the tone of this message: ok'],
    ['what is cd ..?', 'what is cd?'], ["how long is 'a  b'", "how long is 'a b'"],
    ['is it rude to say no thanks', 'is it rude to say no'], ['translate to French: good night. thanks', 'translate to French: good night'], ['hello, world in java', 'world in java'], ['what is ty', 'what is'],
    ['how many W is a mW', 'how many W is a MW'], ['is 40 mHz slow', 'is 40 MHz slow'], ['what is a pA', 'what is a PA'], ['does Co rust', 'does CO rust'], ['can cats eat 🍇', 'can cats eat 🥕'], ['should i send 👍', 'should i send 💀'], ['ascii value of B in hex', 'ascii value of b in hex'], ['convert Boat to base64', 'convert boat to base64'], ['cross Bb and Bb', 'cross bb and bb'],
    ['what does T stand for in a test', 'what does t stand for in a test'], ['if A is 2 and a is 4 what is A', 'if A is 2 and a is 4 what is a'], ['what is Σ', 'what is σ'], ['what is Γ(3)', 'what is γ(3)'], ['what is ℕ', 'what is N'],
    ['what is len("B")', 'what is len("b")'], ['what does tr A-M n-z do', 'what does tr a-m n-z do'], ['what does ps aUx do', 'what does ps aux do'], ['who owns t.co/aBc', 'who owns t.co/abc'],
    ['is this valid yaml:\nk: 1\nl: 2', 'is this valid yaml: k: 1 l: 2'], ['what does it print?\ni = 1\nj = 2', 'what does it print? i = 1 j = 2'], ['is this statement valid: x = 1;', 'is this statement valid: x = 1'], ['which sentence is correct: go home!', 'which sentence is correct: go home.'],
    ['what does cd .. do, i typed cd ..', 'what does cd .. do, i typed cd'], ['who starred in cheers', 'who starred in thx'],
    ['is 40 Nm much', 'is 40 nm much'], ['what is a Long in java', 'what is a long in java'], ['which is faster, sort or sort!', 'which is faster, sort or sort'], ['chmod +X', 'chmod +x'],
    ['hi-fi speakers', 'fi speakers'], ['hello, dolly lyrics', 'dolly lyrics'], ['can you give a hamster an egg', 'give a hamster an egg'], ['how do i use todo!', 'how do i use todo'], ['what does :q! do, i typed :q!', 'what does :q! do, i typed :q'], ['parse dd-MM-yyyy', 'parse dd-mm-yyyy'],
    ['who plays in cheers', 'who plays in'], ['is this 💀', 'is this'],
    ['derivative of 2ˣ', 'derivative of 2x'], ['derivative of xʸ', 'derivative of xy'], ['what is aₙ', 'what is an'], ['what is 𝔼[X]', 'what is E[X]'], ['what is ℵ', 'what is א'],
    ['how do I type `', "how do I type '"], ['how do I type « here', 'how do I type " here'], ['how do I type – on a Mac', 'how do I type — on a Mac'], ['what is — called', 'what is - called'], ['what does "–" mean', 'what does "-" mean'], ["what is '`'", "what is '''"],
    ['what does he mean by 😏', 'what does he mean by 😂'], ['what does he mean by :)', 'what does he mean by :('], ['What does this mean? 😏', 'What does this mean? 😂'], ['how would you read it? 🙂', 'how would you read it? 🙃'], ['why did she text me 😘', 'why did she text me 😂'], ['how do I respond to 😭', 'how do I respond to 😂'], ['is this sarcastic: great job 🙂', 'is this sarcastic: great job 🙃'], ['what emoji goes with love ❤', 'what emoji goes with love 😘'],
    ['what if she texts ...', 'what if she texts ?'], ['what if she replies with !', 'what if she replies with ?'], ['what is len("a  b")', 'what is len("a b")'], ['how long is "a  b"', 'how long is "a b"'],
    ['transpose:\n1 2 3\n4 5 6', 'transpose:\n1 2\n3 4\n5 6'], ['determinant of 1 2\n3 4', 'determinant of 1\n2 3 4'], ['sort:\nAnna Bell\nCara Dow', 'sort:\nAnna\nBell Cara\nDow'], ['what is printed?\na = 1\nA = 2\nprint(a)', 'what is printed?\na = 1\nA = 2\nprint(A)'],
    ['why do people give thanks', 'why do people give'],
    ['what is \ue000', 'what is \ue001'], ['what is `a` or \ue0000\ue001', 'what is `a` or `a`'],
    ['fix the punctuation: how are you?', 'fix the punctuation: how are you'], ['what does this print?\nif a:\n  b()\n  c()', 'what does this print?\nif a:\n  b()\nc()']
  ]
  for (const [x, y] of apart) t.not(normaliseQuestion(x), normaliseQuestion(y), `${x} / ${y}`)
})

t.test('a question of nothing but politeness or marks stays itself', async t => {
  for (const text of ['thanks', 'Hello', 'please', '???', '!']) t.not(normaliseQuestion(text), '')
})

const piece = fc.constantFrom('\u200d', '\u200e\u200f', '👩', ' ₂ ', '\ue000', '\ue001', '\ue0000\ue001', ' `B` ', ' T ', ' A is ', 'Co', ' 3 mW', 'ℝ', ' Σ', '\na: 1', ' cd ..', ' A-Z', 'valid: ', ' print("A")', 'hi, ', 'please ', 'can you tell me ', 'What', ' is ', ' 5! ', '?', ' thanks', '. ', '`Code  X`', '```a\nB```', ' -R', 'İ', 'ﬁ', '²', '½', '5 MW', ' ;', '.*?', '\n  x', ' regex ', '\\D', '\u200b', '\u200c', '\u00ad', ' IT ', ' Aa or aa', '₂8', ' vim G', '👩\u200d💻', '\u202e', 'say ', ' please', ',', '"', '`', ' – ', '"–"', ' «', '2ˣ', 'ᵗʰ', 'aₙ', '𝔼', ' 😂', ' mean by', ' texts ', '\n1 ', ' give', ' ...', '  ', ' with')
t.test('idempotent, total, and deaf to outer space, on any text', async t => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.array(piece).map(p => p.join(''))), text => {
    const once = normaliseQuestion(text)
    return normaliseQuestion(once) === once && normaliseQuestion(`  ${text}\n`) === once
  }), { numRuns: 3000 })
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 99999 }), { minLength: 1, maxLength: 4 }), numbers => {
    const out = normaliseQuestion(`Hi, what is ${numbers.join(' and ')} in total, please?`)
    return numbers.every(n => out.includes(String(n)))
  }))
})

t.test('long runs of greetings, marks or spaces neither hang nor break idempotence', async t => {
  for (const text of ['hi, '.repeat(400) + 'what is k2', '!'.repeat(4000) + 'x', '?'.repeat(4000) + 'x', 'a' + '!'.repeat(4000), ' '.repeat(4000) + 'x y', 'please '.repeat(400), '`'.repeat(4000), 'what is k2' + ' thanks'.repeat(400), '"'.repeat(3000), '« '.repeat(4000), '“ '.repeat(4000), ' ˣ'.repeat(4000), '\n1 '.repeat(4000)]) {
    const start = process.cpuUsage()
    const once = normaliseQuestion(text)
    t.equal(normaliseQuestion(once), once)
    // Of the processor: what a busy machine does meanwhile is not counted.
    const ms = process.cpuUsage(start).user / 1000
    t.ok(ms < 3000, `${text.slice(0, 12)}… took ${Math.round(ms)} ms`)
  }
})
