import type { BetaOrigin, TrainingLog } from "../log.js";
import { at, count, list, position, range } from "./wording.js";

const BETA: Record<BetaOrigin, string> = {
  option: "as given",
  text: "as the file states it",
  column: "from a column of the file",
  ratio: "from the ratio of the file's rewards to its log-probabilities",
};

/** What was read from a file, and what was left out or decided on the way. */
export function describeSource({ source, beta, clock, rows, origin }: TrainingLog): string[] {
  const { file, format, split, columns, quantity, skipped } = source;
  const [chosen, rejected] = columns;
  const measure =
    quantity === "rewards"
      ? `r1 = ${chosen} ÷ β, r2 = ${rejected} ÷ β`
      : quantity === "logps-and-reference"
        ? `r1 and r2 from ${chosen} and ${rejected} less the reference log-probabilities beside them`
        : `r1 and r2 from ${chosen} and ${rejected} less their values in the first row (${at(clock, origin)}), which stands for the reference policy`;
  const left = [
    ...(skipped.missing > 0 ? [`${skipped.missing} without values`] : []),
    ...(skipped.notFinite > 0 ? [`${skipped.notFinite} with NaN, an infinity or text for a number`] : []),
    ...(skipped.withoutStep > 0 ? [`${skipped.withoutStep} without a valid ${clock}`] : []),
    ...(skipped.broken > 0 ? [`${skipped.broken} that could not be read`] : []),
  ];
  const total = Object.values(skipped).reduce((sum, n) => sum + n, 0);
  return [
    `${file} (${format}, ${split === "eval" ? "evaluation" : "training"} values): ${count(rows.length, "row")}, ${range(clock, rows[0].step, rows[rows.length - 1].step)}. ${measure}, in nats; β = ${position(beta)} ${BETA[source.beta.from]}${source.beta.where ? ` (${source.beta.where})` : ""}.`,
    ...(quantity === "logps-only"
      ? [
          "The file has neither rewards nor reference log-probabilities, so the first row was taken as the reference: what had changed before it is missing.",
        ]
      : []),
    ...(clock === "row"
      ? ["The file has no steps and no epochs: rows are counted 1, 2, 3 … and the start is taken to be 0."]
      : []),
    ...(clock === "epoch" ? ["The file has no steps; epochs take their place."] : []),
    ...(total > 0 ? [`Skipped ${count(total, "row")}: ${list(left)}.`] : []),
    ...(source.repeated > 0
      ? [
          `${count(source.repeated, "row")} had a ${clock} that was there before; the last one of each counts, as after a resumed run. Give several runs as several files.`,
        ]
      : []),
    ...(source.outOfOrder > 0
      ? [`${count(source.outOfOrder, "row")} came after a higher ${clock}; rows were sorted.`]
      : []),
    ...source.remarks,
  ];
}
