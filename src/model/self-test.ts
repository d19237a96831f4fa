/** Sentences that have nothing in common: a model that finds them alike would serve any answer to any question. */
const UNRELATED = [
  'how do i bake sourdough bread', 'who won the world cup in 1998', 'my printer shows a paper jam', 'what causes the tides of the sea',
  'can i deduct rent from my taxes', 'how many strings does a cello have', 'why do cats purr', 'write a unit test in python'
]
const PARAPHRASES = [
  ['what is the capital of france', 'which city is the capital of france'],
  ['how do i reset my password', 'how can i reset my password'],
  ['how old is the universe', 'what is the age of the universe'],
  ['how tall is mount everest', 'what is the height of mount everest'],
  ['why is the sky blue', 'what makes the sky blue']
] as const
/** Two texts at the length the model is given at most, which differ in their last word. */
const LONG = ['cat', 'tax'].map((end) => `${'word '.repeat(240)}${end}`)

/**
 * Measured on all-MiniLM-L6-v2: the most alike of the unrelated at 0.175 (int8) and 0.169 (fp32), the least alike paraphrases at
 * 0.913 and 0.921, the long texts at 0.9947 and 0.9974. Models whose similarities crowd near 1 (E5) are refused as well: a
 * threshold such as 0.95 would not mean what it says.
 */
const FAR = 0.6
const NEAR = 0.75
const SAME = 0.9995
const UNIT = 1e-3

const similarity = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

/**
 * Whether a model may decide what means the same.
 * @param embed runs the model, without remembering
 * @returns what is wrong, in words; null where nothing is
 */
export async function findFlaw (embed: (text: string) => Promise<Float32Array>, dimensions: number): Promise<string | null> {
  const unrelated: Float32Array[] = []
  for (const text of UNRELATED) {
    const vector = await embed(text)
    const flaw = flawOf(vector, dimensions)
    if (flaw !== null) return flaw
    unrelated.push(vector)
  }
  const again = await embed(UNRELATED[0]!)
  if (again.some((x, i) => x !== unrelated[0]![i])) return 'expected the same vector for the same text, got another'
  const far = Math.max(...unrelated.flatMap((a, i) => unrelated.slice(i + 1).map((b) => similarity(a, b))))
  if (!(far < FAR)) return `expected unrelated sentences below ${FAR}, got ${far.toFixed(3)}`

  let near = 1
  for (const [a, b] of PARAPHRASES) near = Math.min(near, similarity(await embed(a), await embed(b)))
  if (!(near > NEAR)) return `expected paraphrases above ${NEAR}, got ${near.toFixed(3)}`

  const [cat, tax] = [await embed(LONG[0]!), await embed(LONG[1]!)]
  const cut = similarity(cat, tax)
  if (!(cut < SAME)) return `expected the end of a long text to count, got ${cut.toFixed(4)} for two that end otherwise`
  return null
}

function flawOf (vector: Float32Array, dimensions: number): string | null {
  if (vector.length !== dimensions) return `expected ${dimensions} dimensions, got ${vector.length}`
  if (!vector.every(Number.isFinite)) return 'expected finite numbers, got a vector with others'
  const length = Math.sqrt(similarity(vector, vector))
  return Math.abs(length - 1) < UNIT ? null : `expected vectors of length 1, got ${length.toFixed(3)}`
}
