// Plain words, so that the model sees sentences and JSON sees nothing to escape.
const WORDS = ('the service keeps what was said and gives it back without asking anyone again because most questions were asked before by somebody else ' +
  'who waited for the same answer and would rather have had it at once than a little better and later').split(' ')

/** Text of about `length` characters; equal for an equal seed. */
export function prose (seed: number, length: number): string {
  let text = ''
  for (let i = seed * 7 + 1; text.length < length; i += 3) text += `${text === '' ? '' : ' '}${WORDS[(i * i + seed) % WORDS.length]}`
  return text.slice(0, Math.max(1, length))
}

const DEEDS = ['renew a passport', 'register a car', 'open a bank account', 'apply for a visa', 'rent a flat', 'start a small business', 'register a marriage',
  'enrol a child at school', 'get a driving licence', 'file a tax return', 'adopt a dog', 'buy train tickets', 'see a dentist', 'vote by post', 'import a motorcycle',
  'get a fishing permit', 'claim unemployment benefit', 'find a language course', 'recycle an old fridge', 'report a stolen bicycle', 'change a surname',
  'book a registry office', 'get a building permit', 'sell a used boat', 'transfer a pension']
const PLACES = ['Norway', 'Portugal', 'Japan', 'Canada', 'Brazil', 'Kenya', 'Poland', 'Ireland', 'Vietnam', 'Chile', 'Greece', 'Morocco', 'Iceland', 'Mexico', 'Austria',
  'Estonia', 'Thailand', 'Peru', 'Finland', 'Turkey', 'Croatia', 'Ghana', 'Malta', 'Nepal', 'Cuba', 'Denmark', 'Egypt', 'France', 'Georgia', 'Hungary']
const CASES = ['', ' as a student', ' as a foreigner', ' without a permanent address', ' for the first time', ' before the end of the year', ' for my mother',
  ' in less than a week', ' after moving house', ' while living abroad', ' with a temporary residence card', ' together with a friend', ' for under fifty euros', ' at the weekend']

/** How many different questions there are. */
export const QUESTIONS = DEEDS.length * PLACES.length * CASES.length

/** Question `i` in its first wording: no two are alike, neighbours share neither deed nor place. */
export function question (i: number): string {
  const n = i % QUESTIONS
  return `How can I ${DEEDS[n % DEEDS.length]} in ${PLACES[Math.floor(n / DEEDS.length) % PLACES.length]}${CASES[Math.floor(n / DEEDS.length / PLACES.length)]}?`
}

/** The same question as somebody else would type it, in words that are embedded anew: openings that are embedded alike cost the service nothing. */
export const reworded = (i: number): string => question(i).replace('How can I', i % 2 === 0 ? 'How does one' : 'How do we')

const OPENINGS = ['How do I', 'How could I', 'What is the way to', 'Please tell me how to', 'Where can I', 'What does it take to', 'What do I need to', 'Explain how to']

/** The same question in wordings nearer and further, on both sides of the threshold. */
export const asOthersAsk = (i: number): string => question(i).replace('How can I', OPENINGS[i % OPENINGS.length]!)

const THINGS = ('apple river cloud stone garden window music paper silver bridge mountain coffee doctor engine forest letter market number orange planet rocket school ticket winter ' +
  'animal bottle candle desert flower guitar hammer island jacket kitchen ladder mirror needle office pencil quarter ribbon saddle tunnel valley wallet zipper').split(' ')

/** As long as people's questions are, some ten words, and far from each other for the model: what is asked must be a miss. */
export const nonsense = () => `How does ${Array.from({ length: 8 }, () => THINGS[Math.floor(Math.random() * THINGS.length)]).join(' ')}?`
