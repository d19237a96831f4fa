// Labelled pairs by rule: wordings of one intent with equal slots have one answer; a changed slot, direction,
// intent or an added clause has another. Both kinds get small and large edits, so that "edited" alone teaches nothing.
import { FAMILIES as FIRST_FAMILIES } from './families.ts'
import { MORE_FAMILIES } from './more-families.ts'
import { MORE_CLAUSES, MORE_OPPOSED, MORE_VALUES } from './more-slots.ts'
import { CLAUSES as FIRST_CLAUSES, OPPOSED as FIRST_OPPOSED, VALUES as FIRST_VALUES } from './slots.ts'

export type Pair = { a: string, b: string, label: 0 | 1, kind: string, family: number }
type Random = () => number

// mulberry32: the same seed gives the same pairs everywhere.
export function random (seed: number): Random {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const FAMILIES = [...FIRST_FAMILIES, ...MORE_FAMILIES]
const CLAUSES = { ...FIRST_CLAUSES, ...MORE_CLAUSES }
const OPPOSED = { ...FIRST_OPPOSED, ...MORE_OPPOSED }
const VALUES = { ...FIRST_VALUES, ...MORE_VALUES }
const SLOT = /\{([a-z]+)(?:\.(\d))?\}/g
const pick = <T>(from: T[], rnd: Random): T => from[Math.floor(rnd() * from.length)]!
const groupsOf = (slot: string) => (OPPOSED[slot] ?? VALUES[slot])!
const slotsIn = (text: string) => [...text.matchAll(SLOT)].map(m => m[1]! + '.' + (m[2] ?? '1'))
const wordings = (intent: string) => intent.replace(/^[!~]/, '').split('|').map(s => s.trim())

type Filling = Map<string, number>

function fill (slots: string[], rnd: Random): Filling {
  const filling: Filling = new Map()
  for (const slot of new Set(slots)) {
    const size = groupsOf(slot.split('.')[0]!).length
    const [name] = slot.split('.')
    const taken = [...filling].filter(([s]) => s.startsWith(name + '.')).map(([, v]) => v)
    let value = Math.floor(rnd() * size)
    while (taken.includes(value) && taken.length < size) value = (value + 1) % size
    filling.set(slot, value)
  }
  return filling
}

// One choice of surface form per question, mostly the first, so that synonyms appear but do not rule.
const write = (wording: string, filling: Filling, rnd: Random) => wording.replace(SLOT, (_, name, i) => {
  const forms = groupsOf(name)[filling.get(name + '.' + (i ?? '1'))!]!
  return rnd() < 0.7 ? forms[0]! : pick(forms, rnd)
})

// The ways people write one and the same thing; applied to each question of a pair on its own, whatever its label.
const HOW = ['how do i', 'how can i', 'how should i', 'how would i', 'how could i', 'how does one', 'how do you', 'how can we', 'how to', 'what is the best way to', 'what are some ways to', 'what is the easiest way to', 'is there a way to', 'what can i do to', 'what should i do to', 'what are the steps to', 'what is a good way to']
const FILLERS = ['really', 'actually', 'properly', 'successfully', 'ever']
// Beside the question. Some hold a negation or a number, as people's do, so that evidence of a guard is no proof.
const REMARKS = ['i have been wondering about this.', 'i am quite new to this.', 'nobody here could tell me.', 'my books do not say.', 'i asked 3 people already.', 'no luck with a search so far.', 'it is not for school.', 'i could not find an answer.']

export function vary (text: string, rnd: Random): string {
  let out = text
  if (rnd() < 0.5) out = out.replace(/^how (?:do|can) i\b|^how to\b|^what is the best way to\b/, pick(HOW, rnd))
  if (rnd() < 0.3) out = out.replace(/^what is\b/, () => pick(["what's", 'what is', 'tell me what is', 'what exactly is'], rnd))
  if (rnd() < 0.15) out = out.replace(/\bis it possible to\b|\bcan i\b/, () => pick(['is it possible to', 'can i', 'could i', 'can you', 'is there any way to', 'am i able to'], rnd))
  if (rnd() < 0.2) out = out.replace(/\b(?:the|an?) /, '')
  if (rnd() < 0.12) out = out.replace(/\b(do|can|should|does|did|to) (i|you|we)\b/, (m) => `${m} ${pick(FILLERS, rnd)}`)
  if (rnd() < 0.2) out = out.replace(/\bmy\b/, () => pick(['the', 'a', 'your', 'my'], rnd))
  if (rnd() < 0.1) out = rnd() < 0.5 ? `${pick(REMARKS, rnd)} ${out}` : `${out}? ${pick(REMARKS, rnd)}`
  if (rnd() < 0.12) out = slip(out, rnd)
  return out
}

// One slip of the keys, inside a long plain word: two letters exchanged, or one left out.
function slip (text: string, rnd: Random): string {
  const long = [...text.matchAll(/\b[a-z]{6,}\b/g)]
  if (!long.length) return text
  const word = pick(long, rnd)
  const at = word.index + 2 + Math.floor(rnd() * (word[0].length - 4))
  return text.slice(0, at) + (rnd() < 0.5 ? text[at + 1]! + text[at]! : text[at]!) + text.slice(at + 2)
}

const OPENINGS = ['', '', '', '', '', 'hi, ', 'please tell me ', 'i would like to know ', 'quick question: ']
const dress = (text: string, rnd: Random) => {
  const out = pick(OPENINGS, rnd) + vary(text, rnd)
  return (rnd() < 0.6 ? out[0]!.toUpperCase() + out.slice(1) : out) + (rnd() < 0.75 ? '?' : '')
}

// A changed slot; names the kind of change.
function changed (filling: Filling, slot: string, rnd: Random): { filling: Filling, kind: string, name: string } {
  const name = slot.split('.')[0]!
  const size = groupsOf(name).length
  const taken = [...filling].filter(([s]) => s.startsWith(name + '.')).map(([, v]) => v)
  let value = Math.floor(rnd() * size)
  for (let i = 0; i < size && taken.includes(value); i++) value = (value + 1) % size
  const kind = OPPOSED[name] ? 'antonym' : /^(n|big|year|version)$/.test(name) ? 'number' : /^(unit|mass|time|money|bytes|speed|weight|volunit|heat|per|daily)$/.test(name) ? 'unit' : 'entity'
  return { filling: new Map(filling).set(slot, value), kind, name }
}

export function generate (seed: number, perIntent: number): Pair[] {
  const rnd = random(seed)
  const pairs: Pair[] = []
  FAMILIES.forEach(({ clauses, intents }, family) => {
    for (const intent of intents) {
      const ways = wordings(intent)
      const slots = slotsIn(intent)
      for (let i = 0; i < perIntent; i++) {
        const filling = fill(slots, rnd)
        const push = (a: string, b: string, label: 0 | 1, kind: string) => {
          const pair = { a: dress(a, rnd), b: dress(b, rnd), label, kind, family }
          if (a !== b) pairs.push(rnd() < 0.5 ? pair : { ...pair, a: pair.b, b: pair.a })
        }
        const one = pick(ways, rnd)
        // Half of the traps keep the wording, half change it as well.
        const other = rnd() < 0.5 ? one : pick(ways, rnd)
        const base = write(one, filling, rnd)
        push(base, write(pick(ways, rnd), filling, rnd), 1, 'paraphrase')
        push(write(pick(ways, rnd), filling, rnd), write(pick(ways, rnd), filling, rnd), 1, 'paraphrase')
        if (slots.length) {
          const change = changed(filling, pick(slots.filter(s => one.includes('{' + s.split('.')[0]!)), rnd) ?? slots[0], rnd)
          const b = write(other, change.filling, rnd)
          // Where a slot has two values and both are taken, the change would make twins of them.
          const twins = [...change.filling].filter(([s]) => s.split('.')[0] === change.name).map(([, v]) => v)
          if (new Set(twins).size === twins.length && b !== base && write(one, change.filling, () => 0) !== write(one, filling, () => 0)) push(base, b, 0, change.kind)
        }
        const twins = slots.filter(s => s.endsWith('.2') && slots.includes(s.replace('.2', '.1')))
        if (twins.length && /^[!~]/.test(intent)) {
          const swapped = new Map(filling)
          for (const t of twins) { swapped.set(t, filling.get(t.replace('.2', '.1'))!); swapped.set(t.replace('.2', '.1'), filling.get(t)!) }
          push(base, write(other, swapped, rnd), intent[0] === '~' ? 1 : 0, intent[0] === '~' ? 'order-free' : 'direction')
        }
        const elsewhere = pick(intents.filter(x => x !== intent), rnd)
        const shared = new Map([...fill(slotsIn(elsewhere), rnd), ...filling])
        push(base, write(pick(wordings(elsewhere), rnd), shared, rnd), 0, 'question')
        if (rnd() < 0.5) push(base, write(other, filling, rnd) + ' ' + pick(CLAUSES[clauses]!, rnd), 0, 'restriction')
        if (rnd() < 0.15) {
          const clause = pick(CLAUSES[clauses]!, rnd)
          push(base + ' ' + clause, write(pick(ways, rnd), filling, rnd) + ' ' + clause, 1, 'paraphrase')
        }
      }
    }
  })
  return pairs
}
