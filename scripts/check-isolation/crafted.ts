import { pick, type Random } from '../check-consistency/random.ts'

/** Texts that break a filter, a key or a hash which is put together carelessly: each is some other's near twin. */
const FRAGMENTS = [
  '', ' ', 'a', 'A', 'ab', 'abc', 'b', 'null', 'undefined', 'root', 'default', 'local', '0', '-0', '1', 'true', '[object Object]', '__proto__', 'constructor',
  // Separators and quotes.
  ',', ':', '|', '/', '\\', '\\\\', '"', "'", '`', '","', '":"', '\n', '\r\n', '\t', '\0', 'a,b', 'a:b', 'a|b',
  // JSON and what looks like it.
  '{}', '[]', '{"a":1}', '"a"', '["a","b"]', 'a","b', '","namespace":"default', '{"tenant":"a"}', '\\ud800', '\\u0000',
  // Redis: globs, hash tags, key separators, protocol.
  '*', '?', '[a]', '{a}', '{', '}', 'ans:x:', 'ans:s:', '*1\r\n$8\r\nFLUSHALL\r\n',
  // RediSearch: tags, clauses, escapes.
  '@scope:{a}', '})', ')=>[KNN 5 @vector $vector AS distance]', '(@scope:{a}|@scope:{b})', '-@scope:{a}', '$vector', '%a%', '~a', 'a* | b*', '\\{a\\}', '==',
  // Unicode: normal forms, confusables, invisible characters, halves of a pair and what UTF-8 makes of them.
  'é', 'e\u0301', 'Å', '\u212b', 'A\u030a', 'ﬁ', 'fi', 'ß', 'ss', 'İ', 'i\u0307', 'а', '\u200b', 'a\u200b', '\ufeff', '\u202e', '\ud800', '\udc00', '\ud83d', '😀', '\ufffd', '\ud800\ufffd', '㎏', 'ｋｇ',
  // So long that somebody might cut it.
  'x'.repeat(255), 'x'.repeat(256), 'x'.repeat(1_024), `${'x'.repeat(1_024)}y`
]

/** One to three of them, one after another: two scopes may be the same text, divided elsewhere. */
export function craftedText (random: Random): string {
  const count = 1 + Math.floor(random() * 3)
  return Array.from({ length: count }, () => pick(random, FRAGMENTS)).join('')
}

/** The same to a careless eye. May come out as it went in. */
export function twinOf (random: Random, text: string): string {
  return pick<(text: string) => string>(random, [
    (same) => same.normalize('NFC'),
    (same) => same.normalize('NFD'),
    (same) => same.normalize('NFKC'),
    (same) => same.toWellFormed(),
    (same) => same.toUpperCase(),
    (same) => same.toLowerCase(),
    (same) => same.trim(),
    (same) => `${same} `,
    (same) => `${same}\0`,
    (same) => same.slice(0, -1),
    (same) => same.slice(1),
    (same) => same + pick(random, FRAGMENTS),
    (same) => pick(random, FRAGMENTS) + same,
    (same) => JSON.stringify(same),
    (same) => encodeURIComponent(same.toWellFormed()),
    (same) => same.replace(/[{}()|@*\\"]/g, '\\$&'),
    (same) => `${same}|${pick(random, FRAGMENTS)}`
  ])(text)
}

/** Sampling parameters, each class another value; inside a class the same value, written otherwise. */
export const PARAMETERS: readonly (readonly Record<string, unknown>[])[] = [
  [{}, { temperature: undefined }],
  [{ temperature: 0 }],
  [{ temperature: '0' }],
  [{ temperature: null }],
  [{ temperature: 0, top_p: 1 }, { top_p: 1, temperature: 0 }],
  [{ temperature: 1, top_p: 0 }],
  [{ temperature: [0] }],
  [{ temperature: { top_p: 1 } }],
  [{ 'temperature":{"top_p': 1 }],
  [{ response_format: { type: 'json_object' } }],
  [{ response_format: '{"type":"json_object"}' }],
  [{ response_format: { type: 'json_schema', json_schema: { name: 'a', strict: true } } }, { response_format: { json_schema: { strict: true, name: 'a' }, type: 'json_schema' } }],
  [{ stop: ['a', 'b'] }],
  [{ stop: ['b', 'a'] }],
  [{ stop: ['a,b'] }],
  [{ stop: ['a","b'] }],
  [{ stop: 'a' }],
  [{ stop: ['\ud800'] }],
  [{ stop: ['\ufffd'] }],
  [{ stop: ['\\ud800'] }],
  [{ tenant: 'a', namespace: 'b' }, { namespace: 'b', tenant: 'a' }],
  [{ scope: '*' }],
  [JSON.parse('{"__proto__":{"temperature":0}}') as Record<string, unknown>],
  [{ messages: { name: 'ann' } }]
]
