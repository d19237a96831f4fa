// Questions about a matter of the asker's own that a system keeps: where an order is, what an invoice says. The answer is in
// that system, for this user, now. How to do something with an order is the same for everybody and stays cacheable.

const MATTER = String.raw`(?:(?:last|latest|recent|new|current|open|pending|previous|online|first|next) )?(?:orders?|invoices?|parcels?|packages?|deliver(?:y|ies)|shipments?|refunds?|balance|(?:account|bank|card|credit) balance|statements?|bills?|bookings?|reservations?|(?:support )?tickets?|claims?|transactions?|payments?|transfers?|appointments?|subscription|order status|loan application|application status|data usage|points|cart)`
const MY = String.raw`(?:my|our) ${MATTER}\b(?! (?:of|card|cards|form|forms|button|page|book|gift|paper|history work|in (?:general|theory|life|chess)))`

const RULES = [
  // Where, when, what, how much: asked for the value itself.
  new RegExp(String.raw`^(?:where|when|what|whats|how much|how many|which)(?:'s| is| are| was| were| will| does| did| has| have| do i have (?:in|on|left on))?(?: (?:the|left on|left in|the (?:current |latest )?(?:status|state|total|amount|date|number|eta|tracking number) (?:of|for|on)|in|on))? ${MY}`),
  new RegExp(String.raw`\b(?:status|whereabouts|eta|tracking number|total|amount|arrival|delivery date|due date) (?:of|for|on) ${MY}`),
  new RegExp(String.raw`^(?:has|have|did|is|are|was|were|will|when will|when does|when is) ${MY}(?! (?:safe|private|insured|taxable|refundable|transferable|legal))`),
  /^why (?:is|are|was|were|has|have|hasn't|haven't|isn't|did|didn't|does|doesn't) (?:my|our) (?:(?:last|latest|recent) )?(?:orders?|parcels?|packages?|deliver(?:y|ies)|shipments?|refunds?|invoices?|bills?|balance|account balance)\b/,
  // Told to do it: an action on the account.
  new RegExp(String.raw`^(?:please )?(?:(?:can|could|would|will) you )?(?:please )?(?:show|give|tell|send|find|list|check|track|cancel|change|update|pay|resend|reorder|return|look up|pull up|read)(?: me)?(?: (?:about|the (?:status|details|total|date) of))? ${MY}`),
  new RegExp(String.raw`^(?:i|we) (?:haven't|have not|didn't|did not|still haven't|never|want to (?:know|check|cancel|return|track)|need to (?:cancel|return|track|check|change)|would like to (?:cancel|return|track|check|change))(?: (?:received?|got|get|gotten))?(?: yet)? ${MY}`),
  // Named by its number.
  /\b(?:my|our|the) (?:order|invoice|booking|reservation|ticket|claim|tracking|transaction|case|parcel|shipment|reference)(?: (?:number|no\.?|id|nr\.?))?(?: is)?:? ?#? ?[a-z]{0,4}-?\d{4,}/,
  /\b(?:order|invoice|booking|ticket|claim|tracking|case) ?(?:number|no\.?|id|#) ?:?#? ?[a-z]{0,4}-?\d{4,}/,
  /^(?:where|when|has|is|was|did|what|track|cancel|show)\b[a-z' ]{0,30}\b(?:order|invoice|booking|ticket|claim|case|parcel|shipment) #?\d{5,}\b/,
  // Where the asker is.
  /\b(?:near|close to|closest to|nearest to) (?:me|my (?:location|home|house|place|office|hotel))(?: (?:right )?now| today| open)?$|^(?:where(?:'s| is| are)|find|show me|what(?:'s| is)) (?:me )?the (?:nearest|closest) (?!(?:star|planet|galaxy|relative|living|thing|known|exit to|prime|integer|number|city to|country to|airport to|station to|point to)\b)[a-z' ]{2,30}$|^(?:where am i|what(?:'s| is) my (?:current )?location)(?: (?:right )?now)?$/,
  // The asker's account as such.
  /^(?:how much (?:money )?(?:do i|have i got)|what do i) (?:have|owe)(?: left)?(?: (?:on|in|for) my \w+(?: account)?)?$/,
  /^(?:what|which) (?:plan|tier|subscription) (?:am i on|do i have)$|^how many (?:[a-z-]+ ){0,2}(?:points|miles|credits|days|days off|hours|minutes|leave days) (?:do i have|have i got)(?: (?:left|remaining|available))?$/,
  // What an assistant with access to it would read out, or remember.
  /^(?:what(?:'s| is| are| were)|show me|tell me) my (?:(?:latest|current|final|exam|test|lab|blood) )?(?:name|age|birthday|grades?|marks|salary|results|schedule|shifts?|homework|diagnosis|prescriptions?|meetings?|tasks?|deadlines?)(?: (?:today|tomorrow|this week|next week))?$/,
  /^(?:who|how old) am i$|^when did i (?:sign up|register|join|subscribe|last (?:pay|order|log in))$|^(?:do you )?(?:remember|recall) (?:me$|what (?:i|we) |my |our )|^what did (?:i|we) (?:say|ask(?: you)?|tell you|talk about|discuss|order|buy)(?: (?:before|earlier|last (?:time|week|month)|yesterday|today))?$/,
  /^do i have (?:any |an? )?(?:new |unread |pending )?(?:e-?mails?|messages?|notifications?|appointments?|meetings?)(?: (?:today|tomorrow|this week))?$|^what(?:'s| is) my (?:wi-?fi )?password$|^(?:remind me to|set an? (?:alarm|timer|reminder) for)\b/,
  /^(?:what(?:'s| is) the balance (?:on|of|in)|how much (?:money )?is (?:in|on|left on)) my (?:[a-z]+ )?(?:card|account)$|^show me my (?:account|orders?|profile)$|^when is my rent due$|^my (?:order|parcel|package|delivery|refund) (?:hasn't|has not|still hasn't|never|didn't) (?:arrived?|come|shown up)(?: yet)?$/,
  /\btracking number(?: is)?:? ?#?(?=[a-z]{0,20}\d)[a-z0-9]{8,30}\b|\b(?:user|customer|account|member) (?:id|number)(?: is)?:? ?#?\d{5,}\b/,
  /^what(?:'s| is) (?:on|in) my (?:calendar|schedule|inbox|agenda|to-?do list)\b|^(?:what|which) (?:meetings?|appointments?|classes|shifts?) do i have(?! to\b)/,
  /^(?:read|summari[sz]e|show|check|open|list)(?: me)?(?: all)? my (?:(?:last|latest|recent|new|unread) )?(?:e-?mails?|messages?|inbox|calendar|notifications?|meetings?)(?: (?:to me|from|today|of|for (?:today|tomorrow|this week))\b.{0,60})?$/,
  /^(?:what(?:'s| is)|tell me|show me) my (?:account (?:number|details|balance)|iban|credit (?:score|limit)|username|user id|customer (?:number|id)|plan|current plan|phone number|e-?mail(?: address)?|address)$/
]

/** @param text normalised: lower case, no end punctuation, no politeness */
export const isAccountMatter = (text: string): boolean => RULES.some((rule) => rule.test(text))
