import type { paths } from '../shared/api.js'

// Types alone, and nothing of a browser: what is pure here can be tested without one.
export type TurnBody = paths['/backend-api/f/conversation']['post']['responses'][200]['content']['application/json']
export type Cache = TurnBody['cache']
