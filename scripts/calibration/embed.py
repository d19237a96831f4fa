"""Embeds a list of texts one at a time with the server's model, for dump-features.ts.

  python embed.py --model DIR --texts texts.json --out DIR
DIR of --model holds model.onnx (int8) and tokenizer.json. Needs: onnxruntime, tokenizers, numpy.
Writes index.jsonl {t, o, p} (text, first row, pieces), vectors.f32 and rows.f32 (last_hidden_state); texts already there are kept.
"""
import argparse
import json
import os

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

parser = argparse.ArgumentParser()
parser.add_argument('--model', required=True)
parser.add_argument('--texts', required=True)
parser.add_argument('--out', required=True)
args = parser.parse_args()

tokenizer = Tokenizer.from_file(os.path.join(args.model, 'tokenizer.json'))
tokenizer.no_padding()
tokenizer.enable_truncation(256)
options = ort.SessionOptions()
options.intra_op_num_threads = 1
session = ort.InferenceSession(os.path.join(args.model, 'model.onnx'), options, providers=['CPUExecutionProvider'], disabled_optimizers=['SkipLayerNormFusion'])  # as the server runs it

os.makedirs(args.out, exist_ok=True)
known, offset = set(), 0
if os.path.exists(f'{args.out}/index.jsonl'):
    for line in open(f'{args.out}/index.jsonl'):
        entry = json.loads(line)
        known.add(entry['t'])
        offset = entry['o'] + len(entry['p'])
with open(f'{args.out}/index.jsonl', 'a') as index, open(f'{args.out}/vectors.f32', 'ab') as vectors, open(f'{args.out}/rows.f32', 'ab') as rows:
    for text in dict.fromkeys(json.load(open(args.texts))):
        if text in known:
            continue
        encoding = tokenizer.encode(text)
        ids = np.array([encoding.ids], dtype=np.int64)
        # One at a time: a dynamically quantised model's output depends on what else is in the batch.
        hidden = session.run(None, {'input_ids': ids, 'attention_mask': np.ones_like(ids), 'token_type_ids': np.zeros_like(ids)})[0][0]
        mean = hidden.mean(axis=0)
        vectors.write((mean / np.linalg.norm(mean)).astype('<f4').tobytes())
        rows.write(hidden.astype('<f4').tobytes())
        index.write(json.dumps({'t': text, 'o': offset, 'p': encoding.tokens}) + '\n')
        offset += len(encoding.tokens)
