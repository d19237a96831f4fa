/**
 * The form in which a question is embedded and keyed: two ways to type one question become one.
 * Pure. Only form is touched, never words, numbers or negation.
 */
export function normaliseQuestion (text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    // Lower-casing can leave a decomposed letter behind (İ); the form must be a fixed point.
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim()
    // "capital of france" with and without "?" is 0.909 apart for MiniLM, below the default threshold.
    .replace(/[\s.?!…。؟]+$/u, '')
}
