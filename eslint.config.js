import neostandard from 'neostandard'

export default [
  ...neostandard({ ts: true, ignores: ['dist', '.deflect', '.tap', 'coverage', 'node_modules'] }),
  { rules: { '@stylistic/space-before-function-paren': ['error', 'always'] } }
]
