// Preloaded into a server to break it: commands that delete keys go out as commands that count them, so nothing is ever
// invalidated and every reply still has the right type. At the encoder of node-redis (6.3), below whatever the engine calls.
import { createRequire } from 'node:module'

const encoder = createRequire(import.meta.url)('@redis/client/dist/lib/RESP/encoder.js')
const encode = encoder.default
encoder.default = ([command, ...rest]) => encode([command === 'DEL' || command === 'UNLINK' ? 'EXISTS' : command, ...rest])
