import t from '../tap.ts'
import { build } from '../helper.ts'

const s = await build(t, { LLM_SYSTEM_PROMPT: 'You are a translator. Translate what the user writes to Dutch.' })

const chat = (role: string, instructions: string) => async (content: string) => s.call('POST', '/v1/chat/completions', { model: 'm', messages: [{ role, content: instructions }, { role: 'user', content }] })
const response = (instructions: string) => async (input: string) => s.call('POST', '/v1/responses', { model: 'm', instructions, input })
const cacheOf = async (reply: Promise<{ headers: Headers }>) => (await reply).headers.get('cache-status')!.replace(/ttl=\d+; /, '')
const HIT = 'deflect; hit; detail=exact'
const MISS = 'deflect; fwd=miss; stored; detail=scope:exact_only:instructions'
// Told apart by what the exact tier does not look at, or the semantic one takes for the same.
const TEXTS = ['How do I reset my password', 'how do i reset my password', 'How do I reset my password?', 'How  do I reset my password', 'Hi, how do I reset my password', 'How do I reset my password, thanks', 'How can I reset my password']

t.test('what instructions work on has another answer in other letters, and the same in the same', async (t) => {
  for (const [name, ask] of [
    ['system', chat('system', 'Translate the following from English into Italian')],
    ['developer', chat('developer', 'Correct the capitalization and punctuation of the message.')],
    ['instructions', response('You are a proofreader.')],
    ['chat', (content: string) => s.send(content)]
  ] as const) {
    for (const text of TEXTS) {
      t.equal(await cacheOf(ask(text)), MISS, `${name}: ${text}`)
      t.equal(await cacheOf(ask(text)), HIT, `${name}: ${text}`)
    }
  }
})

t.test('what is explained is what is served, and a chat shares with the gateway as ever', async (t) => {
  const explain = async (text: string, more: object = {}) => (await s.call('POST', '/operator/explain', { text, ...more })).body.decision
  t.match(await explain(TEXTS[0]!), { status: 'exact' })
  t.match(await explain(`${TEXTS[0]!}!`), { status: 'miss', reason: 'scope:exact_only:instructions' })
  const messages = [{ role: 'system', content: s.app.config.LLM_SYSTEM_PROMPT! }]
  t.match(await explain(TEXTS[1]!, { messages }), { status: 'exact' })
  t.match(await explain(TEXTS[1]!.toUpperCase(), { messages }), { status: 'miss' })
})

t.test('other instructions leave a question what it is', async (t) => {
  const ask = chat('system', 'You are a helpful assistant. Never translate product names.')
  await ask(TEXTS[0]!)
  for (const text of TEXTS.slice(1, -1)) t.equal(await cacheOf(ask(text)), HIT, text)
  t.match(await cacheOf(ask(TEXTS.at(-1)!)), 'detail=semantic')
})
