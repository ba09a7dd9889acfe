"""Writes reference.json: values and gradients of the losses in high precision.

The formulas are written down naively, in probability ratios, and differentiated numerically with mpmath (1.3.0).
Each point gets as many digits as its exponentials need. Run: python3 reference.py > reference.json
"""

import json
from mpmath import mp, mpf, diff, exp, log, sign


def sigma(z):
    return 1 / (1 + exp(-z))


def f_dpo(p, q, r1, r2):
    a = mpf(p["alpha"])
    s = {
        "reverse-kl": lambda x: log(x),
        "forward-kl": lambda x: -1 / x,
        "jensen-shannon": lambda x: log(2 * x / (1 + x)),
        "alpha": lambda x: -(x**-a) / a,
    }[p["divergence"]]
    return -log(sigma(mpf(p["beta"]) * (s(exp(r1)) - s(exp(r2)))))


def exo(p, q, r1, r2):
    e, s = mpf(p["epsilon"]), sigma(mpf(p["beta"]) * (r1 - r2))
    return s * log(s / (1 - e)) + (1 - s) * log((1 - s) / e)


def discopop(p, q, r1, r2):
    z = mpf(p["beta"]) * (r1 - r2)
    u = sigma(z / mpf(p["tau"]))
    return (1 - u) * -log(sigma(z)) + u * exp(-z)


def simpo(p, q, r1, r2):
    (nw, nl), (pw, pl) = p["lengths"], q
    return -log(sigma(mpf(p["beta"]) * ((log(pw) + r1) / nw - (log(pl) + r2) / nl) - mpf(p["gamma"])))


def orpo(p, q, r1, r2):
    (nw, nl), (pw, pl) = p["lengths"], q
    lw, ll = (log(pw) + r1) / nw, (log(pl) + r2) / nl
    logit = lambda l: log(exp(l) / (1 - exp(l)))
    return -lw - mpf(p["lambda"]) * log(sigma(logit(lw) - logit(ll)))


def rlhf(p, q, r1, r2):
    (pw, pl), (rw, rl) = q, map(mpf, p["rewards"])
    w, l = pw * exp(r1), pl * exp(r2)
    o, po = 1 - w - l, 1 - pw - pl
    return -(w * rw + l * rl) + mpf(p["beta"]) * (w * r1 + l * r2 + o * log(o / po))


def dpop(p, q, r1, r2):
    return -log(sigma(mpf(p["beta"]) * (r1 - r2 - mpf(p["lambda"]) * max(mpf(0), -r1))))


B = lambda p: mpf(p["beta"])
LOSSES = {
    "dpo": lambda p, q, r1, r2: -log(sigma(B(p) * (r1 - r2))),
    "cdpo": lambda p, q, r1, r2: -(1 - mpf(p["epsilon"])) * log(sigma(B(p) * (r1 - r2)))
    - mpf(p["epsilon"]) * log(sigma(-B(p) * (r1 - r2))),
    "robust-dpo": lambda p, q, r1, r2: (
        -(1 - mpf(p["epsilon"])) * log(sigma(B(p) * (r1 - r2))) + mpf(p["epsilon"]) * log(sigma(-B(p) * (r1 - r2)))
    )
    / (1 - 2 * mpf(p["epsilon"])),
    "hinge": lambda p, q, r1, r2: max(mpf(0), 1 - B(p) * (r1 - r2)),
    "ipo": lambda p, q, r1, r2: (r1 - r2 - 1 / (2 * mpf(p["tau"]))) ** 2,
    "exo": exo,
    "odpo": lambda p, q, r1, r2: -log(sigma(B(p) * (r1 - r2) - mpf(p["offset"]))),
    "discopop": discopop,
    "f-dpo": f_dpo,
    "nca": lambda p, q, r1, r2: -log(sigma(B(p) * r1)) - log(sigma(-B(p) * r1)) / 2 - log(sigma(-B(p) * r2)) / 2,
    "bco": lambda p, q, r1, r2: -log(sigma(B(p) * r1 - mpf(p["delta"]))) - log(sigma(mpf(p["delta"]) - B(p) * r2)),
    "sppo": lambda p, q, r1, r2: (r1 - 1 / (2 * B(p))) ** 2 + (r2 + 1 / (2 * B(p))) ** 2,
    "apo-zero": lambda p, q, r1, r2: 1 - sigma(B(p) * r1) + sigma(B(p) * r2),
    "apo-down": lambda p, q, r1, r2: sigma(B(p) * r1) + 1 - sigma(B(p) * (r1 - r2)),
    "kto": lambda p, q, r1, r2: mpf(p["lambdaD"]) * (1 - sigma(B(p) * (r1 - mpf(p["z"]))))
    + mpf(p["lambdaU"]) * (1 - sigma(B(p) * (mpf(p["z"]) - r2))),
    "dpop": dpop,
    "dpo-shift": lambda p, q, r1, r2: -log(sigma(B(p) * (r1 - mpf(p["shift"]) * r2))),
    "bdpo": lambda p, q, r1, r2: -log(
        sigma(B(p) * (r1 - log(mpf(p["lambda"]) * exp(r2) + 1 - mpf(p["lambda"]))))
    ),
    "cal-dpo": lambda p, q, r1, r2: -log(sigma(r1 - r2))
    + ((r1 - 1 / (2 * B(p))) ** 2 + (r2 + 1 / (2 * B(p))) ** 2) / 2,
    "dpo-nll": lambda p, q, r1, r2: -log(sigma(B(p) * (r1 - r2))) - mpf(p["alpha"]) * (r1 + log(q[0])),
    "cpo": lambda p, q, r1, r2: -log(sigma(B(p) * (r1 + log(q[0]) - r2 - log(q[1]))))
    - mpf(p["alpha"]) * (r1 + log(q[0])),
    "slic": lambda p, q, r1, r2: max(mpf(0), mpf(p["delta"]) - (r1 + log(q[0]) - r2 - log(q[1])))
    - mpf(p["lambda"]) * (r1 + log(q[0])),
    "simpo": simpo,
    "orpo": orpo,
    "rlhf": rlhf,
}

CASES = {
    "dpo": [{"beta": 0.1}, {"beta": 1.9}],
    "cdpo": [{"beta": 0.1, "epsilon": 0.1}, {"beta": 1, "epsilon": 0.4}],
    "robust-dpo": [{"beta": 0.1, "epsilon": 0.1}, {"beta": 1, "epsilon": 0.01}],
    "hinge": [{"beta": 0.1}, {"beta": 1}],
    "ipo": [{"tau": 0.1}, {"tau": 1}],
    "exo": [{"beta": 0.1, "epsilon": 0.001}, {"beta": 1, "epsilon": 0.3}],
    "odpo": [{"beta": 0.1, "offset": 0.5}, {"beta": 1, "offset": 3}],
    "discopop": [{"beta": 0.05, "tau": 0.05}, {"beta": 0.5, "tau": 2}],
    "f-dpo": [{"beta": 0.1, "divergence": d, "alpha": 0.5} for d in ("reverse-kl", "forward-kl", "jensen-shannon", "alpha")],
    "nca": [{"beta": 0.1}, {"beta": 1}],
    "bco": [{"beta": 0.1, "delta": 0.2}, {"beta": 1, "delta": -1}],
    "sppo": [{"beta": 0.1}, {"beta": 1}],
    "apo-zero": [{"beta": 0.1}, {"beta": 1}],
    "apo-down": [{"beta": 0.1}, {"beta": 1}],
    "kto": [{"beta": 0.1, "z": 0.3, "lambdaD": 1, "lambdaU": 1.33}, {"beta": 1, "z": 0, "lambdaD": 2, "lambdaU": 1}],
    "dpop": [{"beta": 0.3, "lambda": 50}, {"beta": 1, "lambda": 2}],
    "dpo-shift": [{"beta": 0.1, "shift": 0.95}, {"beta": 1, "shift": 0.5}],
    "bdpo": [{"beta": 0.1, "lambda": 0.5}, {"beta": 1, "lambda": 0.9}],
    "cal-dpo": [{"beta": 0.1}, {"beta": 1}],
    "dpo-nll": [{"beta": 0.1, "alpha": 1}, {"beta": 1, "alpha": 0.2}],
    "cpo": [{"beta": 0.1, "alpha": 1}, {"beta": 1, "alpha": 0.2}],
    "slic": [{"delta": 1, "lambda": 0.1}, {"delta": 2, "lambda": 1}],
    "simpo": [{"beta": 2, "gamma": 0.5, "lengths": [1, 1]}, {"beta": 2.5, "gamma": 1, "lengths": [12, 30]}],
    "orpo": [{"lambda": 0.1, "lengths": [1, 1]}, {"lambda": 1, "lengths": [2, 3]}],
    "rlhf": [{"beta": 0.1, "rewards": [1, 0]}, {"beta": 1, "rewards": [2, -1]}],
}

REFERENCE = (0.4, 0.2)
INSIDE = [(-0.75, 0.5), (0.875, -3.25), (-6.5, 0.25), (-20, -20.5), (-700, 0.5), (0.5, -700), (-800, -750)]
OUTSIDE = [(2.5, 3.75), (12.25, -9.5), (40, 300), (600, 1), (-1000, 900)]


def reach(p, r):
    """Largest exponent that comes up: what vanishes beside 1 still needs its digits."""
    return sum(map(abs, r)) * max(1, p.get("beta", 1) * (1 + p.get("lambda", 0)))


def row(name, p, r):
    loss, q = LOSSES[name], tuple(map(mpf, REFERENCE))
    digits = mp.dps
    r1, r2 = map(mpf, r)
    g = [diff(lambda a: loss(p, q, a, r2), r1), diff(lambda b: loss(p, q, r1, b), r2)]
    gradient = [[0, None] if abs(x) < mpf(10) ** (20 - digits) else [int(sign(x)), float(log(abs(x)))] for x in g]
    return {"loss": name, "parameters": p, "r": r, "value": float(loss(p, q, r1, r2)), "gradient": gradient}


rows = []
for name, cases in CASES.items():
    for p in cases:
        for r in INSIDE + ([] if name in ("orpo", "rlhf") else OUTSIDE):
            # Beyond this the exponential of an exponential has millions of digits.
            if reach(p, r) > 4000 or (p.get("divergence") in ("forward-kl", "alpha") and min(r) < -7):
                continue
            mp.dps = int(60 + 0.5 * reach(p, r))
            rows.append(row(name, p, r))

print("[")
print(",\n".join(json.dumps(r, ensure_ascii=False) for r in rows))
print("]")
