"""The scenario weak-sft with scipy and matplotlib: the same runs and as many pictures, as SVG."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np
from scipy.integrate import solve_ivp

BETA = 0.1
STARTS = {
    "lower-left": (0.1, 0.1),
    "tilted-up": (0.05, 0.15),
    "tilted-down": (0.15, 0.05),
    "left": (0.1, 0.5),
}


def field(_t, x):
    """-grad L in probability ratios."""
    a, b = x[0] ** BETA, np.maximum(x[1], 1e-300) ** BETA
    return [BETA * b / (x[0] * (a + b)), -BETA * b / (np.maximum(x[1], 1e-300) * (a + b))]


def nearly_extinct(_t, x):
    return x[1] - 1e-6


nearly_extinct.terminal = True

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
runs = {
    label: solve_ivp(field, (0, 20), x0, method="DOP853", rtol=1e-9, atol=1e-12, events=nearly_extinct)
    for label, x0 in STARTS.items()
}

centres = (np.arange(18) + 0.5) / 18
x1, x2 = np.meshgrid(centres, centres)
v1, v2 = field(0, [x1, x2])
fig, ax = plt.subplots(figsize=(5, 5))
fine = (np.arange(101) + 0.5) / 101
f1, f2 = np.meshgrid(fine, fine)
bands = ax.contourf(f1, f2, np.log1p((f2 / f1) ** BETA), 10)
fig.colorbar(bands)
ax.quiver(x1, x2, v1, v2)
for label, run in runs.items():
    ax.plot(run.y[0], run.y[1], label=label)
ax.legend()
fig.savefig(out / "phase-plane.svg")

fig, axes = plt.subplots(3, 1, figsize=(6, 6), sharex=True)
for label, run in runs.items():
    axes[0].plot(run.t, run.y[0], label=label)
    axes[1].plot(run.t, run.y[1])
    axes[2].plot(run.t, np.log1p((run.y[1] / run.y[0]) ** BETA))
axes[0].legend()
fig.savefig(out / "time-series.svg")
