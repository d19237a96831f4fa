import neostandard from 'neostandard'

export default [
  ...neostandard({ ts: true, ignores: ['dist', '.deflect', '.tap', 'coverage', 'node_modules', 'src/web/shared/api.d.ts'] }),
  { rules: { '@stylistic/space-before-function-paren': ['error', 'always'] } }
]
