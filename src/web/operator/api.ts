import type { paths } from '../shared/api.js'
import { api, read } from '../shared/client.ts'

type Reply<Path extends keyof paths, Method extends keyof paths[Path]> =
  paths[Path][Method] extends { responses: { 200: { content: { 'application/json': infer Body } } } } ? Body : never
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
