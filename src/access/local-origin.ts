/** Names that only this machine goes by: whoever has a domain cannot point one of these elsewhere, nor its own name to be one. */
const LOOPBACK = /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i

/** @param hostname without its port. Pure. */
export const isLoopbackName = (hostname: string): boolean => LOOPBACK.test(hostname)

/**
 * Whether a page that is not this machine's own sent a request. `null` is such a page too (a sandboxed frame); what is no page of
 * the web, as an extension of the browser or a desktop program, was installed by somebody. Pure.
 * @param origin the header Origin
 */
export function isForeignOrigin (origin: string): boolean {
  if (!URL.canParse(origin)) return true
  const { protocol, hostname } = new URL(origin)
  return /^https?:$/.test(protocol) && !isLoopbackName(hostname)
}

const LOOPBACK_ADDRESS = /^(?:::1|::ffff:127(?:\.\d{1,3}){3})$/i

/**
 * Whether a proxy on this machine asks for another one: it may well send a Host of this machine (nginx and Apache do by default). Pure.
 * @param forwarded the header X-Forwarded-Host or X-Forwarded-For
 */
export const isFromElsewhere = (forwarded: string): boolean =>
  forwarded.split(',').map((name) => name.trim()).some((name) => !LOOPBACK_ADDRESS.test(name) && !isLoopbackName(name.replace(/:\d+$/, '')))
