import { UsageError } from "../../errors.js";
import type { BetaOrigin } from "../log.js";
import type { Collected } from "./collect.js";
import type { Series } from "./series.js";

export interface ChosenBeta {
  beta: number;
  from: BetaOrigin;
  where?: string;
  remarks: string[];
}

/** How close to a straight line rewards must be to log-probabilities for their ratio to be β. */
const EXACT = 1e-4;

/** Rewards and log-probabilities come rounded to a few digits; two values of β this close are the same. */
const SAME = 0.01;

const near = (a: number, b: number) => Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));

/**
 * β as the slope of rewards on log-probabilities: on a fixed evaluation set rewards = β(logps − those of the
 * reference), and the latter do not change. Undefined where the two are not on one straight line, as in
 * training batches.
 */
export function impliedBeta({ columns }: Pick<Series, "columns">): number | undefined {
  const slopes = (
    [
      ["chosen", "logpsChosen"],
      ["rejected", "logpsRejected"],
    ] as const
  ).map(([reward, logps]) => {
    const [x, y] = [columns[logps], columns[reward]];
    const n = x.length;
    if (n < 3) return undefined;
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / n;
    const [mx, my] = [mean(x), mean(y)];
    let [xx, xy, yy] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      xx += (x[i] - mx) ** 2;
      xy += (x[i] - mx) * (y[i] - my);
      yy += (y[i] - my) ** 2;
    }
    const unexplained = 1 - (xy * xy) / (xx * yy);
    return xx > 0 && yy > 0 && unexplained < EXACT ? xy / xx : undefined;
  });
  const [a, b] = slopes;
  return a !== undefined && b !== undefined && a > 0 && near(a, b)
    ? Number(((a + b) / 2).toPrecision(3))
    : undefined;
}

/**
 * β of a log: as given, else as its file states it, else as its columns imply it.
 *
 * @throws UsageError where there is none, or the file states several
 */
export function chooseBeta({ betas }: Collected, series: Series, given: number | undefined): ChosenBeta {
  const stated = betas.filter(({ value }) => Number.isFinite(value) && value > 0);
  const values = [...new Set(stated.map(({ value }) => value))];
  const implied = impliedBeta(series);
  if (given !== undefined) return { beta: given, from: "option", remarks: doubts(given, values, implied) };
  if (values.length > 1) {
    throw new UsageError(
      (option) =>
        `states several values of β (${values.slice(0, 5).join(", ")}), in ${[...new Set(stated.map(({ where }) => where))].slice(0, 5).join(", ")}; say which is meant with ${option("beta")}`,
    );
  }
  if (stated.length > 0) {
    const { value, from, where } = stated[0];
    const place = from === "text" ? { where } : {};
    return { beta: value, from, ...place, remarks: doubts(value, values, implied) };
  }
  if (implied !== undefined) return { beta: implied, from: "ratio", remarks: [] };
  throw new UsageError(
    (option) =>
      `does not state β, and β is needed to turn rewards into log-ratios; give the one of the training run, such as ${option("beta", 0.1)} (TRL's default, but check)`,
  );
}

/** What in the file speaks against the β that is used. */
function doubts(beta: number, stated: readonly number[], implied: number | undefined): string[] {
  const other = stated.find((value) => !near(value, beta));
  return [
    ...(other === undefined ? [] : [`The file states β = ${other}, but β = ${beta} was used.`]),
    ...(implied === undefined || near(implied, beta)
      ? []
      : [
          `Rewards ÷ log-probabilities of the file imply β = ${implied}, but β = ${beta} was used: every log-ratio here is ${Number((implied / beta).toPrecision(3))} times what it should be if that is right.`,
        ]),
  ];
}
