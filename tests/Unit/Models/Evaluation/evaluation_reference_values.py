"""Reference values of the evaluation statistics on the scores of FormulaScores.cs.

Run: /usr/bin/python3 evaluation_reference_values.py   (scipy 1.10.1, pandas 1.5.3, numpy 1.24.2)
"""
import numpy as np
import pandas as pd
from scipy import stats

SESSIONS = ((0, 12), (1, 25), (2, 40))


def data(k, n):
    i = np.arange(n)
    return np.sin(1.3 * i + k) + 0.2 * np.cos(7.1 * i), 0.01 * (np.sin(1.3 * i + k + 0.9) + 0.5 * np.sin(5.7 * i + 2 * k))


frames = []
for k, n in SESSIONS:
    x, y = data(k, n)
    print("session", k, *stats.pearsonr(x, y), *stats.spearmanr(x, y))
    frames.append(pd.DataFrame({"k": k, "x": x, "y": y, "q": pd.qcut(x, 5, labels=False)}))
ics = [stats.spearmanr(*data(k, n))[0] for k, n in SESSIONS]
print("summary", np.mean(ics), np.std(ics, ddof=1), np.mean(ics) / np.std(ics, ddof=1))
x, y = np.array([1, 2, 2, 3, 3, 3, 5.0]), np.array([2, 1, 4, 4, 3, 5, 5.0])
print("ties", *stats.pearsonr(x, y), *stats.spearmanr(x, y))
d = pd.concat(frames)
print(d.groupby("q").y.agg(["mean", "std", "count"]).to_string(float_format=lambda v: repr(v)))
d["mx"], d["my"] = d.groupby("k").x.transform("median"), d.groupby("k").y.transform("median")
sided = d[(d.x != d.mx) & (d.y != d.my)]
print("hit ratio", ((sided.x > sided.mx) == (sided.y > sided.my)).sum(), len(sided))
top = d[d.q == 4]
print("precision", (top.y > top.my).sum(), len(top))
