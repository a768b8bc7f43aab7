"""Reference values of every feature, computed independently with pandas on the market of FormulaMarket.cs.

Run: /usr/bin/python3 feature_reference_values.py   (pandas 1.5.3, numpy 1.24.2)
Prints name, symbol, session, value.
"""
import numpy as np
import pandas as pd

SESSIONS, SYMBOLS, COVERAGE = 320, 3, 0.8
t = np.arange(SESSIONS)
bars = {}
for s in range(SYMBOLS):
    close = 50.0 * (1 + s) * np.exp(
        0.0003 * t + 0.05 * np.sin(0.11 * t + s) + 0.03 * np.sin(1.7 * (1 + 0.1 * s) * t + 0.5 * s) + 0.01 * np.sin(12.9898 * t + 78.233 * s))
    open_ = close * (1 + 0.004 * np.sin(2.3 * t + s))
    frame = pd.DataFrame({
        "O": open_,
        "H": np.maximum(open_, close) * (1 + 0.003 * (1.1 + np.sin(0.9 * t + 2 * s))),
        "L": np.minimum(open_, close) * (1 - 0.003 * (1.1 + np.cos(0.7 * t + s))),
        "C": close,
        "V": 1e6 * (1 + s) * (1.5 + np.sin(0.37 * t + s)),
    })
    if s == 1:
        frame.loc[280:282] = np.nan  # three bars missing
    bars[s] = frame

returns = pd.DataFrame({s: bars[s].C / bars[s].C.shift(1) - 1 for s in bars})
market = returns.mean(axis=1)


def periods(window):
    return int(np.ceil(COVERAGE * window))


def roll(series, window):
    return series.rolling(window, min_periods=periods(window))


def line(y, x):
    keep = ~(np.isnan(x) | np.isnan(y))
    slope, intercept = np.polyfit(x[keep], y[keep], 1)
    residuals = y[keep] - intercept - slope * x[keep]
    return slope, intercept, np.sqrt((residuals ** 2).sum() / (keep.sum() - 2)), keep.sum()


def fitted(y, x, window, lag, pick):
    out = pd.Series(np.nan, index=y.index)
    for i in range(window + lag, len(y)):
        a, b = y.values[i - lag - window + 1:i - lag + 1], x.values[i - lag - window + 1:i - lag + 1]
        if (~np.isnan(a) & ~np.isnan(b)).sum() >= periods(window):
            out[i] = pick(*line(a, b))
    return out


features = {}
for s, b in bars.items():
    r = returns[s]
    change = b.C.diff()
    location = (2 * b.C - b.H - b.L) / (b.H - b.L)
    features[s] = pd.DataFrame({
        "momentum_252_21": b.C.shift(21) / b.C.shift(252) - 1,
        "momentum_126_21": b.C.shift(21) / b.C.shift(126) - 1,
        "reversal_5": 1 - b.C / b.C.shift(5),
        "reversal_21": 1 - b.C / b.C.shift(21),
        "overnight_return_21": roll(np.log(b.O / b.C.shift(1)), 21).mean(),
        "volatility_21": roll(r, 21).std(),
        "volatility_ratio_21_126": np.log(roll(r, 21).std() / roll(r, 126).std()),
        "amihud_illiquidity_21": np.log(roll(r.abs() / (b.C * b.V), 21).mean()),
        "dollar_volume_21": np.log(roll(b.C * b.V, 21).mean()),
        "volume_surprise_5_63": np.log(roll(b.V, 5).mean() / roll(b.V, 63).mean()),
        "high_proximity_252": b.C / roll(b.H, 252).max(),
        "parkinson_volatility_21": np.sqrt(roll(np.log(b.H / b.L) ** 2 / (4 * np.log(2)), 21).mean()),
        "close_location_10": roll(location, 10).mean(),
        "moving_average_gap_50_200": np.log(roll(b.C, 50).mean() / roll(b.C, 200).mean()),
        "relative_strength_14": roll(change.clip(lower=0).where(change.notna()), 14).sum() / roll(change.abs(), 14).sum(),
        "bollinger_position_20": (b.C - roll(b.C, 20).mean()) / roll(b.C, 20).std(),
        "trend_correlation_63": roll(b.C, 63).corr(pd.Series(t, dtype=float).where(b.C.notna())),
        "beta_126": fitted(r, market, 126, 0, lambda slope, intercept, deviation, n: slope),
        "idiosyncratic_volatility_63": fitted(r, market, 63, 0, lambda slope, intercept, deviation, n: deviation),
        "residual_momentum_126_21": fitted(r, market, 105, 21, lambda slope, intercept, deviation, n: intercept / deviation),
        "skewness_63": roll(r, 63).skew(),
        "maximum_return_21": roll(r, 21).max(),
    }).where(b.C.notna())

# Symbols 0 and 1 share a sector; symbol 2 is alone in its own, so it is measured against everyone.
for base in ("momentum_126_21", "reversal_5"):
    wide = pd.DataFrame({s: features[s][base] for s in features})
    for s in features:
        features[s]["sector_relative_" + base] = wide[s] - (wide[[0, 1]].mean(axis=1) if s < 2 else wide.mean(axis=1))

for name in features[0].columns:
    values = ", ".join(
        "double.NaN" if np.isnan(v) else repr(float(v))
        for v in (features[0][name][300], features[1][name][283], features[1][name][300], features[2][name][319]))
    print(f'        {{ "{name}", {values} }},')

# Regimes with a 30-session mean, 20-session volatility, its quantiles over 80 sessions, 15-session breadth, established from 60 sessions on.
level = (1 + market.fillna(0)).cumprod()
volatility = market.rolling(20).std()
closes = pd.DataFrame({s: bars[s].C for s in bars})
means = closes.rolling(15).mean()
breadth = (closes > means).sum(axis=1) / means.notna().sum(axis=1)
mean = level.rolling(30).mean()
high = volatility.rolling(80, min_periods=1).quantile(0.8)
calm = volatility.rolling(80, min_periods=1).quantile(0.5)
regime = np.where((level < mean) & (volatility > high), 0, np.where((level > mean) & (volatility < calm) & (breadth > 0.6), 2, 1))
regime[:59] = 1
print("".join(map(str, regime)))
