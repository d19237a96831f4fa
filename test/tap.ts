import root, { type Test } from 'tap'

export type { Test }

/** What the tests of a file belong to: all that its process runs, or, where one process runs several files, one test of each file's name. */
let file: Test | typeof root = root

/** Has the tests of the file that is loaded next belong to `test`. */
export const enter = (test: Test): void => { file = test }

export { file as default }
