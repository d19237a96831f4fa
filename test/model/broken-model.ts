import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MODEL = 'Xenova/all-MiniLM-L6-v2'

/** Protocol buffers by hand, as much as an ONNX file needs: fields of bytes, texts and small numbers. */
const varint = (n: number): number[] => n < 128 ? [n] : [(n & 127) | 128, ...varint(Math.floor(n / 128))]
const bytes = (field: number, value: Buffer | string) => {
  const content = Buffer.from(value)
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(content.length)]), content])
}
const number = (field: number, value: number) => Buffer.from([...varint(field * 8), ...varint(value)])
const all = (...parts: Buffer[]) => Buffer.concat(parts)

// Field numbers of onnx.proto3.
const FLOAT = 1
const INT64 = 7
function tensor (type: number, dims: number[], raw: Buffer, name = ''): Buffer {
  return all(...dims.map((dim) => number(1, dim)), number(2, type), bytes(8, name), bytes(9, raw))
}
const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer)
const int64 = (value: number) => Buffer.from(BigInt64Array.from([BigInt(value)]).buffer)
const node = (operator: string, inputs: string[], output: string, ...attributes: Buffer[]) =>
  all(...inputs.map((input) => bytes(1, input)), bytes(2, output), bytes(4, operator), ...attributes.map((attribute) => bytes(5, attribute)))
const intAttribute = (name: string, value: number) => all(bytes(1, name), number(3, value), number(20, 2))
const tensorAttribute = (name: string, value: Buffer) => all(bytes(1, name), bytes(5, value), number(20, 4))
function port (name: string, type: number, dims: (string | number)[]): Buffer {
  const shape = all(...dims.map((dim) => bytes(1, typeof dim === 'number' ? number(1, dim) : bytes(2, dim))))
  return all(bytes(1, name), bytes(2, bytes(1, all(number(1, type), bytes(2, shape)))))
}

/**
 * A folder with a model that loads and runs, takes what the real one takes, and means nothing: every token's row is
 * `base` in each dimension plus the token's id times `slope` in the first.
 */
export function brokenModel (dir: string, { base, slope = 0, width = 384 }: { base: number, slope?: number, width?: number }): string {
  const source = join(process.env['MODEL_DIR'] ?? '.deflect/models', MODEL)
  mkdirSync(join(dir, MODEL, 'onnx'), { recursive: true })
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) cpSync(join(source, file), join(dir, MODEL, file), { dereference: true })
  const first = floats(slope, ...Array<number>(width - 1).fill(0))
  const graph = all(
    bytes(1, node('Shape', ['input_ids'], 'shape')),
    bytes(1, node('Concat', ['shape', 'width'], 'whole', intAttribute('axis', 0))),
    bytes(1, node('ConstantOfShape', ['whole'], 'flat', tensorAttribute('value', tensor(FLOAT, [1], floats(base))))),
    bytes(1, node('Cast', ['input_ids'], 'ids', intAttribute('to', FLOAT))),
    bytes(1, node('Unsqueeze', ['ids', 'last'], 'column')),
    bytes(1, node('Mul', ['column', 'first'], 'part')),
    bytes(1, node('Add', ['flat', 'part'], 'last_hidden_state')),
    bytes(2, 'broken'),
    bytes(5, tensor(INT64, [1], int64(width), 'width')),
    bytes(5, tensor(INT64, [1], int64(2), 'last')),
    bytes(5, tensor(FLOAT, [width], first, 'first')),
    ...['input_ids', 'attention_mask', 'token_type_ids'].map((name) => bytes(11, port(name, INT64, ['batch', 'sequence']))),
    bytes(12, port('last_hidden_state', FLOAT, ['batch', 'sequence', width]))
  )
  writeFileSync(join(dir, MODEL, 'onnx', 'model_int8.onnx'), all(number(1, 8), bytes(7, graph), bytes(8, number(2, 17))))
  return dir
}
