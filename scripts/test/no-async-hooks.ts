// Loaded before tap, which would follow every promise to know in whose test an error was thrown that nobody caught: 6 % of the
// processor time of ten files. Such an error ends the process, with its trace, and fails the file.
import asyncHooks from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'

const hook: asyncHooks.AsyncHook = { enable: () => hook, disable: () => hook }
asyncHooks.createHook = () => hook
syncBuiltinESMExports()
