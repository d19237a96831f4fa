// The form of a question that is hashed for the exact tier and that is embedded.
// Only what cannot change the answer may go: form, case, space, end punctuation, politeness.
// Numbers, negation, identifiers and code stay as they were typed.

// Code spans, URLs, flags (-R is not -r), paths and snake_case keep their case.
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]+`/g
const KEEPS_CASE = /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|--?[a-z]|[./~][\w./~-]*\/)|\w_\w|::|->|\w\(\)/i

const GREETING = /^(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|all|everyone|everybody|guys|folks|team|friends?|doctors?|doc|docs|sir|madam|again))?(?:\s*[,!.:;-]+\s*|\s+(?=(?:i|i'm|what|how|why|who|where|when|which|can|could|is|are|do|does|did|my|please|will|would|should)\b))/
const LEADS = [
  /^(?:please|pls|plz|kindly),?\s+(?=(?!(?:in|is|and|or|vs|versus|means?|to|me|for)\b)\S+\s+\S)/,
  /^(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody)|(?:can|could|may) i)(?: all)?(?: please| kindly)(?=\s+\S)\s*/,
  /^(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody)(?: please| kindly)? (?:tell|let) me(?: know)?|(?:please )?(?:tell|let) me(?: know)?|(?:can|could|may) i (?:please )?(?:know|ask)(?: you)?|do (?:you|u) (?:happen to )?know|does (?:anyone|anybody) know|i (?:want|wanted|would like|need|am curious|was wondering) to know|i'd like to know|(?:i'm|i am|i was|just) wondering|i(?:'m| am) curious(?: to know)?|(?:quick|just a|i have a) question|so|well|ok|okay|um+)\s*[,:]?\s+(?=(?:what|how|why|who|whom|whose|where|when|which|is|are|do|does|did|can|should)(?:'s|'re)?\b)/,
  /^(?:can|could|would) (?:you|u) (?=(?:explain|describe|list|summari[sz]e|define|compare|translate|give|show|write|recommend|suggest|name)\b)/
]
const TRAILS = [
  /(?<=[\w)"'’\]`%])\s*(?:[,.;!?-]+\s*|\s)(?:many )?(?:thanks|thank you|thx|ty|cheers)(?: (?:so|very) much| a lot| a million| in advance)?$/,
  /(?<=\S\s+\S+)(?:\s*[,.;!?]+\s*|(?<!\b(?:say|says|said|means?|spell|word|words|of|with|without|to|not|and|or|use|using|write|called|translate|as|do|i|you|we|they|he|she|it|for|between|versus|vs|the|a|term|saying|hear|type))\s+)(?:please|pls|plz)$/
]
const SAID = /\b(say|says|said|saying|mean|means|word|words|phrase|spell|translate|write|pronounce|reply|respond|hear|and|or|of|to|for|than|the|a|versus|vs|between|with|using|use|type)$/

const lower = (text: string) => text.split(' ').map(w => KEEPS_CASE.test(w) ? w : w.toLowerCase()).join(' ')

const fold = (text: string) => lower(text.normalize('NFKC')
  .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
  .replace(/[‘’‛`´]/g, "'").replace(/[“”„«»]/g, '"').replace(/[‐‑‒–—―−]/g, '-')
  .replace(/\s+/g, ' ')).normalize('NFKC')

// Read from the end by hand: a pattern for this takes cubic time on a long run of marks.
// "5!", "5!!" and "n!" are values, not excitement; "c++" and "c#" never end in these marks.
function bare (text: string): string {
  let end = text.length
  while (end > 0) {
    if (/[?.,;:…\s]/.test(text[end - 1]!)) {
      end--
      continue
    }
    let run = end
    while (run > 0 && text[run - 1] === '!') run--
    if (run === end || /[\d)]$|(?:^|[\s(])\p{L}$/u.test(text.slice(Math.max(0, run - 3), run))) break
    end = run
  }
  return text.slice(0, end)
}

function trim (text: string): string {
  let out = text.trim()
  for (const lead of [GREETING, ...LEADS]) {
    const rest = out.replace(lead, '')
    if (rest !== out && words(rest) >= 2) out = rest
  }
  out = bare(out)
  for (const trail of TRAILS) {
    // Politeness at the end is short; looking no further back keeps long texts cheap.
    const rest = out.slice(0, -80) + out.slice(-80).replace(trail, '')
    if (rest !== out && words(rest) >= 2 && !SAID.test(rest)) out = rest
  }
  const left = bare(out).trim()
  return left === '' ? text.trim() : left
}

const words = (text: string) => text.split(/\s+/).filter(Boolean).length

function once (text: string, tidy: (text: string) => string): string {
  const code: string[] = []
  // A private-use mark stands for each code span while its surroundings are folded.
  const open = text.replace(/[\ue000\ue001]/g, '').replace(CODE, span => `\ue000${code.push(span) - 1}\ue001`)
  return tidy(fold(open)).replace(/\ue000(\d+)\ue001/g, (_, i) => code[Number(i)]!)
}

// Repeated until nothing more comes off ("hi, please … thanks!"), so that it is idempotent.
// A text that is still shrinking after that many rounds was made to be: it is only folded.
export function normaliseQuestion (text: string): string {
  let out = text
  for (let i = 0; i < 16; i++) {
    const next = once(out, trim)
    if (next === out) return out
    out = next
  }
  return once(text, folded => folded.trim())
}
