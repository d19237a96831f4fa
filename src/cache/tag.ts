import { createHash } from 'node:crypto'

/** What a value is, part of its TAG: the namespace `faq` and the tag `faq` have nothing in common. */
export type TagKind = 'tenant' | 'namespace' | 'model' | 'tag' | 'owner'

/**
 * A value as RediSearch TAG: 64 bits, as hex digits, of a digest over kind, tenant and value. What callers choose (a namespace, a tag, a
 * model's name) never becomes query text, so there is nothing to escape, and nothing reaches another's value. Who reads entries by them compares
 * the entry's own tenant all the same.
 */
export function tagOf (kind: TagKind, tenant: string, value = ''): string {
  return createHash('sha256').update(JSON.stringify([kind, tenant, value])).digest('hex').slice(0, 16)
}

/**
 * A clause that matches any of these values; the only place that writes values into a query.
 * @param values hex digests, or plain words of the code's own
 * @throws where a value could mean anything else to RediSearch
 */
export function matching (field: string, values: readonly string[]): string {
  if (values.length === 0 || !values.every((value) => /^[0-9a-z]{1,64}$/.test(value))) throw new TypeError(`expected digests to match @${field}, got ${JSON.stringify(values)}`)
  return `@${field}:{${values.join('|')}}`
}

/** A clause over a number of the code's own. `from` is included, `before` is not. */
export function between (field: string, { from = -Infinity, before = Infinity }: { from?: number, before?: number }): string {
  const bound = (value: number) => value === Infinity ? '+inf' : value === -Infinity ? '-inf' : String(value)
  return `@${field}:[${bound(from)} ${before === Infinity ? '' : '('}${bound(before)}]`
}
