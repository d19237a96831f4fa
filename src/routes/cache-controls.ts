import type { IncomingHttpHeaders } from 'node:http'
import { DEFAULT_CONTROLS, type Controls } from '../answer/controls.ts'
import { BadRequestError } from '../errors.ts'
import { NAME as NAME_PATTERN, NAME_IN_WORDS } from '../schemas/name.ts'

const NAME = new RegExp(NAME_PATTERN)
const MAX_TAGS = 16

const reject = (header: string, expected: string, got: string): never => {
  throw new BadRequestError(`header ${header}: expected ${expected}, got "${got.slice(0, 80)}"`)
}

/** Digits as people and RFC 9111 write them: Number() would also take 1e3, 0x10 and white space. */
const DECIMAL = /^\d{1,100}(?:\.\d{1,15})?$/

function readNumber (header: string, text: string, expected: string, valid: (value: number) => boolean): number {
  const value = Number(text)
  return DECIMAL.test(text) && valid(value) ? value : reject(header, expected, text)
}

/** Parted by commas that are not quoted. Nothing in it can fail, so that it reads each character once: what a quote opens ends with the header at the latest. */
const DIRECTIVES = /(?:[^",]|"(?:[^"\\]|\\.?)*(?:"|$))+/g

const one = (value: string | string[] | undefined): string | undefined => Array.isArray(value) ? value.join(',') : value

/**
 * What the request headers ask of the cache (docs/gateway.md). Directives that mean nothing here are ignored, as RFC 9111 wants;
 * a malformed value of ours is refused.
 * @throws BadRequestError naming the header
 */
export function readControls (headers: IncomingHttpHeaders): Controls {
  const controls = { ...DEFAULT_CONTROLS }
  for (const [directive] of (headers['cache-control'] ?? '').toLowerCase().matchAll(DIRECTIVES)) {
    const [name, value] = directive.split('=', 2).map((part) => part.trim())
    if (name === 'no-cache') controls.read = false
    else if (name === 'no-store') controls.read = controls.store = false
    else if (name === 'only-if-cached') controls.onlyIfCached = true
    else if (name === 'max-age') controls.maxAgeSeconds = Math.min(controls.maxAgeSeconds ?? Infinity, readNumber('Cache-Control', (value ?? '').replace(/^"(.*)"$/, '$1'), 'max-age=seconds', (n) => Number.isInteger(n) && n >= 0))
  }
  const namespace = one(headers['x-deflect-namespace'])
  if (namespace !== undefined) controls.namespace = NAME.test(namespace) ? namespace : reject('X-Deflect-Namespace', NAME_IN_WORDS, namespace)
  const tags = one(headers['x-deflect-tags'])
  if (tags !== undefined) {
    controls.tags = tags.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '')
    if (controls.tags.length > MAX_TAGS || controls.tags.some((tag) => !NAME.test(tag))) reject('X-Deflect-Tags', `at most ${MAX_TAGS} names, each of ${NAME_IN_WORDS}`, tags)
  }
  const ttl = one(headers['x-deflect-ttl'])
  if (ttl !== undefined) controls.ttlSeconds = readNumber('X-Deflect-TTL', ttl, 'whole seconds from 1', (n) => Number.isInteger(n) && n >= 1)
  const threshold = one(headers['x-deflect-threshold'])
  if (threshold !== undefined) controls.threshold = readNumber('X-Deflect-Threshold', threshold, 'a similarity from 0 to 1', (n) => n >= 0 && n <= 1)
  return controls
}
