import t from '../tap.ts'
import { readLengthMs } from '../../scripts/lengths.ts'

t.test('a length of time, in the units a command takes', async (t) => {
  t.same(['30s', '90m', '12h', '7d', '2w', '0d'].map((text) => readLengthMs(text, 'smhdw')), [30_000, 5_400_000, 43_200_000, 604_800_000, 1_209_600_000, 0])
  t.same([['30s', 'mhd'], ['', 'mhd'], ['h', 'mhd'], ['1.5h', 'mhd'], ['-1h', 'mhd'], ['1000000h', 'mhd'], ['2026-01-01', 'mhd'], [' 1h', 'mhd']].filter(([text, units]) => !Number.isNaN(readLengthMs(text!, units!))), [])
})
