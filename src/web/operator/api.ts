import type { paths } from '../shared/api.js'
import { api, ApiError, read } from '../shared/client.ts'

type Reply<Path extends keyof paths, Method extends keyof paths[Path]> =
  paths[Path][Method] extends { responses: { 200: { content: infer Content } } } ? Content[keyof Content] : never
type Body<Path extends keyof paths, Method extends keyof paths[Path]> =
  paths[Path][Method] extends { requestBody?: { content: { 'application/json': infer Given } } } ? Given : never

export type Policy = Reply<'/operator/policy', 'get'>
export type PolicyChanges = Policy['changes']
export type PolicyPut = Body<'/operator/policy', 'put'>
export type WhatIf = Reply<'/operator/whatif', 'post'>
export type EntryPage = Reply<'/operator/entries', 'get'>
export type Entry = EntryPage['items'][number]
export type Explanation = Reply<'/operator/explain', 'post'>

/** The default policy has a path of its own, as a namespace may have any name. */
export const readPolicy = (namespace: string): Promise<Policy> =>
  read(namespace === '' ? api.GET('/operator/policy') : api.GET('/operator/policy/{namespace}', { params: { path: { namespace } } }))
export const putPolicy = (namespace: string, body: PolicyPut): Promise<Policy> =>
  read(namespace === '' ? api.PUT('/operator/policy', { body }) : api.PUT('/operator/policy/{namespace}', { params: { path: { namespace } }, body }))

/** Where somebody else was faster, the page reads what they set, and says so: the difference shown is then against theirs. */
export async function unlessOvertaken<T> (change: Promise<T>, catchUp: () => Promise<void>): Promise<T> {
  try {
    return await change
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'POLICY_CHANGED')) throw error
    await catchUp()
    throw new ApiError('Somebody else changed this policy meanwhile. What you see now is the difference against theirs: look at it, and confirm it again.', error.status, error.code)
  }
}

export type Versions = Reply<'/operator/policy-versions', 'get'>
export type Version = Versions['items'][number]
export type AuditPage = Reply<'/operator/audit', 'get'>
export type AuditRow = AuditPage['items'][number]

export const readVersions = (namespace: string, before?: number): Promise<Versions> => {
  const query = { limit: 10, ...(before === undefined ? {} : { before }) }
  return read(namespace === '' ? api.GET('/operator/policy-versions', { params: { query } }) : api.GET('/operator/policy/{namespace}/versions', { params: { query, path: { namespace } } }))
}
export const rollBack = (namespace: string, body: Body<'/operator/policy-rollback', 'post'>): Promise<Policy> =>
  read(namespace === '' ? api.POST('/operator/policy-rollback', { body }) : api.POST('/operator/policy/{namespace}/rollback', { params: { path: { namespace } }, body }))

export type Report = Reply<'/operator/report', 'get'>
export type Deflection = Report['total']
export type Series = Reply<'/operator/series', 'get'>
export type Histogram = Reply<'/operator/histogram', 'get'>
export type Examples = Reply<'/operator/examples', 'get'>
export type Example = Examples['above'][number]

/** An empty note is none. */
export const noted = (text: string) => text.trim() === '' ? {} : { note: text.trim() }
/** An empty namespace is all of them. */
export const within = (since: string, namespace: string) => ({ since, ...(namespace === '' ? {} : { namespace }) })
