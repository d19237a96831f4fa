import { canonicalJson } from '../../src/answer/scope.ts'

/** Without what is another's each time: ids, the time, and padding, which says nothing. */
export const same = <T>(value: T): T => JSON.parse(JSON.stringify(value ?? null, (name, inner) => name === 'created' || name === 'obfuscation' || (name === 'id' && /^(chatcmpl|call)/.test(inner)) ? undefined : inner))

/** The kinds of chunks in their order: which fields, of which type; many of a kind are one. */
export function kindsOf (chunks: any[]): string[] {
  const shape = (chunk: unknown) => JSON.parse(JSON.stringify(chunk, (_, inner) => inner === null || typeof inner === 'object' ? inner : typeof inner))
  return same(chunks).map((chunk) => canonicalJson(shape(chunk))).filter((kind, i, all) => kind !== all[i - 1])
}

/** What a stream said in the end: the text and every other one, why it ended, and what it cost. */
export const saidIn = (chunks: any[]) => ({
  texts: Object.fromEntries(['content', 'reasoning_content', 'refusal'].map((name) => [name, chunks.map((chunk) => chunk.choices[0]?.delta[name] ?? '').join('')])),
  ends: chunks.flatMap((chunk) => chunk.choices.map((choice: any) => choice.finish_reason).filter(Boolean)),
  usage: chunks.at(-1)?.usage ?? null
})

/** Of responses: without ids, the time and padding; the client's own `output_text` is in whole answers only. */
export const sameResponse = <T>(value: T): T => JSON.parse(JSON.stringify(value ?? null, (name, inner) => ['created_at', 'obfuscation', 'output_text', 'item_id', 'call_id'].includes(name) || (name === 'id' && typeof inner === 'string') ? undefined : inner))
/** Pieces are as long as who makes them likes, and count on. */
export const kindsOfEvents = (events: any[]) => kindsOf(sameResponse(events).map(({ sequence_number: _number, ...event }) => event))
