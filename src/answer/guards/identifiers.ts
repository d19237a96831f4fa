// Dates, versions, ids, URLs, flags, code and paths: a different one is a different question.
import { once, type Guard, type Parsed } from './parse.ts'

const SHAPE = /^`|:\/\/|^www\.|^--?[a-z]|\d[./:-]\d|^v?\d+(?:\.\w+)+$|_|^(?=.*\d)(?=.*\p{L})[\p{L}\d]{2,}$|^\p{L}+[+#]+$|\w\.(?:js|py|ts|sh|exe|dll|json|ya?ml|xml|csv|txt|pdf|docx?|xlsx?|html?|css|conf|ini|log|net|com|org|io)$/iu
// 2nd, 10k and 5mg are numbers, and the numbers guard reads them.
const NUMERIC = /^\d+(?:st|nd|rd|th|k|m|s|x|mg|g|kg|ml|l|mm|cm|km|gb|mb|tb|kb|hz|ghz|mhz|w|kw|v|am|pm|hr|hrs|min|ft|lb|lbs|oz|yo|yr|yrs)$/i

const shaped = once((p: Parsed) => p.words.filter(w => SHAPE.test(w) && !NUMERIC.test(w)))
const MONTHS = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/

export const identifiers: Guard = {
  name: 'identifiers',
  check (a, b) {
    const inA = shaped(a)
    const inB = shaped(b)
    if (inA.length || inB.length) {
      const lostA = inA.filter(w => !inB.includes(w) && !mentions(b, w))
      const lostB = inB.filter(w => !inA.includes(w) && !mentions(a, w))
      if (lostA.length && lostB.length) return { guard: 'identifiers', detail: `${lostA[0]} / ${lostB[0]}` }
      // Code or an address on one side only changes what is asked.
      const lone = [...lostA, ...lostB].find(w => /^`|:\/\/|^www\.|^--?[a-z]/i.test(w))
      if (lone) return { guard: 'identifiers', detail: lone }
    }
    return month(a, b)
  }
}

// "iphone6s" and "iphone 6s" are one.
const mentions = (p: Parsed, word: string) => p.words.includes(word.replace(/^`|`$/g, '')) || p.text.replace(/[\s-]/g, '').includes(word)

function month (a: Parsed, b: Parsed) {
  const [inA, inB] = [monthsIn(a), monthsIn(b)]
  const [x, y] = [inA.find(w => !inB.includes(w)), inB.find(w => !inA.includes(w))]
  return x && y ? { guard: 'identifiers', detail: `${x} / ${y}` } : null
}

const monthsIn = once((p: Parsed) => p.words.filter((w, i) => isMonth(p, w, i)))

// "march" and "may" are months only beside a number or after a preposition of time.
const isMonth = (p: Parsed, word: string, i: number) => MONTHS.test(word) &&
  (!/^(?:march|may)$/.test(word) || /^(?:in|of|on|by|until|since|last|next|this|\d+\w*)$/.test(p.words[i - 1] ?? '') || /^\d/.test(p.words[i + 1] ?? ''))
