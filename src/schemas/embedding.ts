import { Type } from 'typebox'
import { Nullable } from './common.ts'

/** Most texts of one request, as at OpenAI; each is a run of the model of its own. */
export const MAX_TEXTS = 2_048
/** Most characters of one request, all texts together. */
export const MAX_CHARACTERS = 400_000

const Text = Type.String({ minLength: 1, format: 'text' })

export const EmbeddingRequest = Type.Object({
  model: Type.String({ minLength: 1, maxLength: 200, format: 'text', description: 'the local model, by its full name or without its maker' }),
  input: Type.Union([Text, Type.Array(Text, { minItems: 1, maxItems: MAX_TEXTS })], { description: 'one text or several, 256 tokens each at most; token arrays are refused' }),
  encoding_format: Type.Optional(Nullable(Type.Enum(['float', 'base64']))),
  dimensions: Type.Optional(Nullable(Type.Integer(), 'only what the model has')),
  user: Type.Optional(Nullable(Type.String({ maxLength: 512, format: 'text' })))
}, { additionalProperties: true, title: 'Embedding request' })

export const EmbeddingList = Type.Object({
  object: Type.Literal('list'),
  data: Type.Array(Type.Object({
    object: Type.Literal('embedding'),
    index: Type.Integer(),
    embedding: Type.Union([Type.Array(Type.Number()), Type.String()], { description: 'numbers, or base64 of 32-bit floats, little-endian' })
  })),
  model: Type.String(),
  usage: Type.Object({ prompt_tokens: Type.Integer(), total_tokens: Type.Integer() })
}, { title: 'Embeddings' })
