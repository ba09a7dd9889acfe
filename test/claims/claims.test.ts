import { beforeAll, describe, expect, it } from "vitest";
import { type BetaFinding, type ClaimResult, evaluateClaims } from "../../src/claims/evaluate.js";
import { settings } from "../settings.js";

type Changes = Parameters<typeof settings>[0];

const check = (changes: Changes = {}) =>
  evaluateClaims(settings({ horizon: 20, starts: { weak: [0.1, 0.1], left: [0.1, 0.5] }, ...changes }));

const byId = (results: readonly ClaimResult[], id: string): ClaimResult => {
  const found = results.find((result) => result.id === id);
  if (!found) throw new Error(`no claim ${id}`);
  return found;
};

const verdicts = (results: readonly ClaimResult[]) =>
  Object.fromEntries(results.map(({ id, verdict }) => [id, verdict]));

describe("the paper's claims in the plane that it draws", () => {
  let results: ClaimResult[];
  const claim = (id: string) => byId(results, id);
  const at = (id: string, beta: number) => claim(id).findings.find((f) => f.beta === beta) as BetaFinding;

  beforeAll(() => {
    results = check();
  });

  it("get the verdicts that the theory derives", () => {
    expect(verdicts(results)).toEqual({
      "theorem-1": "holds",
      "corollary-1": "holds",
      "remark-1": "in part",
      "top-left": "holds",
      "top-right": "holds",
      saddle: "fails",
      "small-x2": "in part",
      "vanishing-left": "fails",
      "vanishing-low": "in part",
      reference: "holds",
      "reference-probability": "fails",
      "reference-walls": "in part",
      "remark-2": "in part",
      "remark-2-bound": "holds",
      "remark-2-log-ratio": "fails",
      "remark-2-softmax": "in part",
      similarity: "fails",
      "similarity-kernel": "holds",
      "lower-right": "holds",
      "left-side": "in part",
      "remark-3-lower-left": "holds",
      "remark-3-upper-right": "fails",
    });
  });

  it("are measured for β = 0.1, 0.3, 0.5 and above 1", () => {
    for (const { findings } of results)
      expect(findings.map(({ beta }) => beta)).toEqual([0.1, 0.3, 0.5, 1.5]);
  });

  it("Remark 1 and 2 hold below the diagonal alone, and the DPO start is a tie", () => {
    for (const id of ["remark-1", "remark-2"]) {
      const { holdsWhere, failsWhere, shareOfPlane } = at(id, 0.1);
      expect(holdsWhere).toBe("below the diagonal (π_l < π_w)");
      expect(failsWhere).toBe("on the diagonal and above the diagonal (π_l > π_w)");
      expect(shareOfPlane).toBe((40 * 39) / 2 / 1600);
    }
    expect(at("remark-1", 0.3).worst).toEqual({ p: [0.0125, 0.9875], text: "|∂L/∂x1| is 79 times |∂L/∂x2|" });
    expect(at("remark-1", 0.3).numbers).toEqual(["at x = (1, 1), where DPO starts, the ratio is 1"]);
  });

  it("a tie of speeds counts for no claim, whatever rounding makes of it", () => {
    // Along π_w = 3 π_l one response is three times as fast as the other: 13 of the 273 cells on or below that line.
    for (const id of ["top-left", "lower-right"])
      for (const beta of [0.1, 0.3, 0.5, 1.5]) expect(at(id, beta).shareOfPlane).toBe(260 / 1600);
  });

  it("the field grows without bound at both edges for β < 1, and vanishes at the lower one for β > 1", () => {
    const exponents = [0.1, 0.3, 0.5, 1.5].map((beta) => at("vanishing-low", beta).numbers[0]);
    expect(exponents).toEqual(
      ["−0.9", "−0.7", "−0.5", "0.5"].map((e) => `as π_l → 0 the speed goes as π_l^${e}`),
    );
    for (const beta of [0.1, 0.3, 0.5, 1.5]) {
      expect(at("vanishing-left", beta).numbers).toEqual(["as π_w → 0 the speed goes as π_w^−1"]);
    }
    expect(at("small-x2", 0.5).verdict).toBe("holds");
    expect(at("small-x2", 1.5).share).toBeLessThan(0.05);
  });

  it("there is no saddle: the gradient keeps its sign", () => {
    const { worst, numbers } = at("saddle", 0.1);
    expect(numbers).toEqual(["both components of the gradient keep their sign on the whole plane"]);
    // β/(2x)·√2 on the diagonal.
    expect(worst).toEqual({ p: [0.9875, 0.9875], text: "the gradient is smallest here, with length 0.0716" });
  });

  it("bad SFT is quantified: (0.1, 0.1) ends at 0.1414, (0.9, 0.9) at the wall but 80 times as late", () => {
    expect(at("remark-3-lower-left", 0.1).numbers[0]).toContain("from (0.1, 0.1) π_w ends at 0.141");
    expect(at("remark-3-upper-right", 0.1).numbers[0]).toMatch(/π_w ends at 1, .*: 80\.6 times as late/);
  });

  it("the wall begins to matter at p = 1/√2", () => {
    expect(at("reference-walls", 0.5).numbers).toEqual(["the wall begins to matter at π_ref = 0.7071"]);
  });

  it("in softmax geometry Remark 2 is reversed", () => {
    expect(at("remark-2-softmax", 0.1)).toMatchObject({
      holdsWhere: "above the diagonal (π_l > π_w)",
      failsWhere: "below the diagonal (π_l < π_w) and on the diagonal",
    });
  });

  it("are the same on every run", () => {
    expect(JSON.stringify(check())).toBe(JSON.stringify(results));
  });
});

describe("verdicts are computed", () => {
  const differing = (changes: Changes) => {
    const [dpo, other] = [verdicts(check()), verdicts(check(changes))];
    return Object.keys(dpo).filter((id) => dpo[id] !== other[id]);
  };

  it("with another loss they change", () => {
    expect(differing({ loss: { name: "ipo", tau: 0.1 } })).toEqual([
      "theorem-1",
      "small-x2",
      "vanishing-low",
    ]);
    const kto = check({ loss: { name: "kto", beta: 0.1, z: 0, lambdaD: 1, lambdaU: 1 } });
    expect(verdicts(kto)).toMatchObject({
      "theorem-1": "fails",
      "corollary-1": "in part",
      "remark-2-bound": "in part",
      "remark-3-lower-left": "fails",
    });
  });

  it("a loss that pulls back from its rest point breaks Remark 2 beyond it", () => {
    const { findings } = byId(check({ loss: { name: "ipo", tau: 0.5 } }), "remark-2");
    const { share, worst } = findings[0];
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
    const [w, l] = worst?.p ?? [0, 0];
    expect(Math.log(w / l)).toBeGreaterThan(1);
  });

  it("a loss with a maximum has what training cannot leave, one with a minimum has not", () => {
    const discopop = byId(check({ loss: { name: "discopop", beta: 0.05, tau: 0.05 } }), "saddle");
    expect(discopop.findings[0].verdict).toBe("holds");
    const ipo = byId(check({ loss: { name: "ipo", tau: 0.5 } }), "saddle");
    expect(ipo.verdict).toBe("fails");
    expect(ipo.findings[0].numbers[0]).toMatch(
      /^the gradient vanishes in (\d+) cells, \1 of them at a minimum$/,
    );
  });

  it("with another geometry they change", () => {
    expect(byId(check({ geometry: { name: "log-ratio" } }), "remark-2").findings[0]).toMatchObject({
      verdict: "in part",
      holdsWhere: "above the diagonal (π_l > π_w)",
    });
    const kernel = check({ geometry: { name: "kernel", matrix: [1, 0.8, 2] } });
    expect(byId(kernel, "similarity").verdict).toBe("holds");
    const softmax = check({ geometry: { name: "softmax", others: 1 }, domain: "simplex" });
    expect(byId(softmax, "top-right").verdict).toBe("not applicable");
    expect(byId(softmax, "remark-3-upper-right").verdict).toBe("not applicable");
  });

  it("with a reference in the loss the reference does more than stretch", () => {
    const { verdict } = byId(check({ loss: { name: "cpo", beta: 0.1, alpha: 1 } }), "reference");
    expect(verdict).toBe("fails");
  });
});
