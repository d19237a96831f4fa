// From the form a word has in a sentence to the form it is compared by. Rough on purpose: equal stems of unlike words are rarer than
// unequal ones of the same word, and each costs an answer or stops one.

/** Forms that no ending tells. Only where the form is hardly ever another word: not "left", "saw", "leaves", "lives". */
const IRREGULAR = new Map(`
went gone go|bought buy|sold sell|taught teach|caught catch|thought think|brought bring|fought fight|sought seek|took taken take|gave given give|wrote written write|
drove driven drive|spoke spoken speak|broke broken break|chose chosen choose|ate eaten eat|drank drunk drink|sang sung sing|swam swum swim|ran run|began begun begin|
knew known know|grew grown grow|threw thrown throw|flew flown fly|drew drawn draw|won win|lost lose|built build|sent send|spent spend|kept keep|slept sleep|felt feel|
met meet|paid pay|said say|told tell|held hold|stood stand|understood understand|wore worn wear|died dying die|lying lied lie|tied tying tie|became become|came come|
forgot forgotten forget|hid hidden hide|rode ridden ride|stole stolen steal|woke woken wake|froze frozen freeze|fell fallen fall|lent lend|bred breed|
bled bleed|shot shoot|dealt deal|meant mean|heard hear|hung hang|stuck stick|swept sweep|wept weep|beaten beat|bitten bite|shown showed show|proven prove|
men man|women woman|children child|feet foot|teeth tooth|mice mouse|geese goose|wives wife|knives knife|wolves wolf|shelves shelf|thieves thief|
halves half|loaves loaf|criteria criterion|phenomena phenomenon|analyses analysis|crises crisis|diagnoses diagnosis|hypotheses hypothesis|theses thesis|
movies movie|cookies cookie|calories calorie|zombies zombie|selfies selfie|smoothies smoothie|veggies veggie|hoodies hoodie|brownies brownie`.replace(/\n/g, '').split('|').flatMap((group) => {
    const forms = group.split(' ')
    return forms.map((form): [string, string] => [form, forms.at(-1)!])
  }))

export const baseOf = (word: string): string => IRREGULAR.get(word) ?? word

export function stem (word: string): string {
  if (word.length < 4 || /[^a-z]/.test(word)) return word
  let w = word
  if (/(?:ss|us|is|^https)$/.test(w)) return w
  if (/ies$/.test(w)) w = w.length > 4 ? w.slice(0, -3) + 'y' : w.slice(0, -1)
  else if (/[^aeiou]ied$/.test(w) && w.length > 4) w = w.slice(0, -3) + 'y'
  else if (/(?:ches|shes|sses|xes|zes)$/.test(w)) w = w.slice(0, -2)
  else if (/s$/.test(w)) w = w.slice(0, -1)
  // In two steps: one pattern for both takes quadratic time on a long word.
  const root = w.replace(/(?:ing|ed)$/, '')
  if (root !== w && root.length > 2 && /[aeiouy]/.test(root)) {
    w = root
    // "Added" is of add, not of ad.
    if (w.length > 3 && /([bdfgmnprt])\1$/.test(w)) w = w.slice(0, -1)
  }
  if (/[^aeio]e$/.test(w) && w.length > 3) w = w.slice(0, -1)
  return w.replace(/our$/, 'or').replace(/is$/, 'iz')
}

/** The forms a sentence gives a word of a list: a list that has "minute" means "minutes" too. */
export function formsOf (word: string): string[] {
  if (word.length < 2 || /[^a-z]/.test(word)) return [word]
  const many = /(?:s|x|z|ch|sh)$/.test(word) ? word + 'es' : /[^aeiou]y$/.test(word) ? word.slice(0, -1) + 'ies' : word + 's'
  if (word.length < 4) return [word, many]
  const root = /[^aeio]e$/.test(word) ? word.slice(0, -1) : word
  return [word, many, root.replace(/([^aeiou])y$/, '$1i') + 'ed', root + 'ing']
}
