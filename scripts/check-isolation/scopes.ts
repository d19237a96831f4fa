import { pick, type Random } from '../check-consistency/random.ts'
import { craftedText, PARAMETERS, twinOf } from './crafted.ts'

/** Who asks, and in what circumstances: everything beside the question that decides who may be given the same answer. */
export type Scope = {
  tenant: string
  user: string
  namespace: string
  model: string
  system: string | null
  /** A class of PARAMETERS, and the wording in it. */
  parameters: number
  wording: number
  context: string
  /** Which of the embedding identities. */
  identity: number
}

const TEXTS = ['tenant', 'user', 'namespace', 'model', 'system', 'context'] as const
export const IDENTITIES = ['check', 'check-2', 'check.2'] as const

/** The operator's choice for a namespace; here it is a toss that depends on the name alone. */
export const sharedWithUserOnly = ({ tenant, namespace }: Pick<Scope, 'tenant' | 'namespace'>): boolean => (tenant.length + namespace.length) % 3 === 0

/**
 * Equal for scopes that may share answers, and only for those. Each text with its length before it: unlike what is checked,
 * there is neither JSON nor a digest in it.
 */
export function identityOf (scope: Scope): string {
  const texts = [scope.tenant, sharedWithUserOnly(scope) ? scope.user : null, scope.namespace, scope.model, scope.system, scope.context]
  return [scope.parameters, scope.identity, ...texts.map((text) => text === null ? '-' : `${text.length}:${text}`)].join(' ')
}

export function randomScope (random: Random): Scope {
  // Few tenants, models and contexts, as in life: neighbours are dense.
  const parameters = Math.floor(random() * PARAMETERS.length)
  return {
    tenant: craftedText(random),
    user: craftedText(random),
    namespace: craftedText(random),
    model: craftedText(random),
    system: random() < 0.3 ? null : craftedText(random),
    parameters,
    wording: Math.floor(random() * PARAMETERS[parameters]!.length),
    context: random() < 0.3 ? 'root' : craftedText(random),
    identity: Math.floor(random() * IDENTITIES.length)
  }
}

/** One that differs from it in little, or only looks as if it did. */
export function neighbourOf (random: Random, scope: Scope): Scope {
  const [one, other] = [pick(random, TEXTS), pick(random, TEXTS)]
  const text = scope[one] ?? ''
  return pick<() => Scope>(random, [
    () => ({ ...scope, [one]: craftedText(random) }),
    () => ({ ...scope, [one]: twinOf(random, text) }),
    () => ({ ...scope, [one]: twinOf(random, text) }),
    () => ({ ...scope, [one]: scope[other] ?? 'null', [other]: text }),
    // The same text in both together, divided elsewhere.
    () => one === other ? scope : { ...scope, [one]: text + (scope[other] ?? '').slice(0, 1), [other]: (scope[other] ?? '').slice(1) },
    () => ({ ...scope, [one]: `${text}","${other}":"${scope[other]}` }),
    () => ({ ...scope, system: scope.system === null ? pick(random, ['', 'null', '-']) : null }),
    () => {
      const parameters = Math.floor(random() * PARAMETERS.length)
      return { ...scope, parameters, wording: 0 }
    },
    () => ({ ...scope, wording: Math.floor(random() * PARAMETERS[scope.parameters]!.length) }),
    () => ({ ...scope, identity: Math.floor(random() * IDENTITIES.length) }),
    () => ({ ...scope, user: craftedText(random) })
  ])()
}
