"""Extinction times of the DPO flow with scipy: solve_ivp, DOP853, in the x-plane, until the event x2 = 1e-6.

    extinction.py <beta> <n> <relative tolerance>     an n x n grid of starts over [0, 1]^2, cell centres

Reads from stdin the exact time of each start to x2 = 1e-6. Prints one line of JSON: seconds per trajectory, largest
relative error, version.
"""

import json
import math
import sys
import time

import scipy
from scipy.integrate import solve_ivp

BETA, N, TOLERANCE = float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
END = 1e-6


def field(_t, x):
    """-grad L in probability ratios; nan outside makes the solver take a smaller step."""
    x1, x2 = x.tolist()
    if not (x1 > 0 and x2 > 0):
        return math.nan, math.nan
    p = (x2 / x1) ** BETA
    g = BETA * p / (1 + p)
    return g / x1, -g / x2


def extinct(_t, x):
    return x[1] - END


extinct.terminal = True

exact = [float(line) for line in sys.stdin]
starts = [((i + 0.5) / N, (j + 0.5) / N) for j in range(N) for i in range(N)]
begin = time.process_time()
ends = [
    solve_ivp(field, (0, 1e3), start, method="DOP853", rtol=TOLERANCE, atol=1e-3 * TOLERANCE, events=extinct)
    for start in starts
]
seconds = time.process_time() - begin
times = [end.t_events[0][0] if end.status == 1 else math.nan for end in ends]
errors = [abs(t / e - 1) for t, e in zip(times, exact) if not math.isnan(t)]
print(
    json.dumps(
        {
            "seconds": seconds / len(starts),
            "error": max(errors, default=0),
            "failed": len(times) - len(errors),
            "version": f"scipy {scipy.__version__}",
        }
    )
)
