import type { LogFacts, ResponseFacts } from "../observe.js";
import type { LogAnalysis, Misfit } from "../trainingLog.js";
import { describeContinuation } from "./describeContinuation.js";
import { describeFit } from "./describeFit.js";
import { describeSlope } from "./describeSlope.js";
import { describeSource } from "./describeSource.js";
import type { Report } from "./report.js";
import { at, between, count, figure, list, position, range } from "./wording.js";

/** A change of less than this share of a log's extent is not one worth a sentence. */
const NOTICEABLE = 0.02;

const extent = ({ preferred, dispreferred }: LogFacts): number =>
  Math.max(
    ...[preferred, dispreferred].flatMap(({ lowest, highest }) => [
      Math.abs(lowest.value),
      Math.abs(highest.value),
    ]),
  );

/** How a log-ratio compares with the reference. */
const level = (value: number) =>
  value === 0
    ? "at the level of the reference"
    : `${figure(Math.abs(value))} nats ${value < 0 ? "below" : "above"} the reference`;

/** What became of a response: `falls`, `rises` or `hardly moves`. */
const movement = (response: ResponseFacts, facts: LogFacts) =>
  Math.abs(response.last) < NOTICEABLE * extent(facts)
    ? "hardly moves"
    : response.last < 0
      ? "falls"
      : "rises";

function describeResponse(name: string, symbol: string, response: ResponseFacts, analysis: LogAnalysis) {
  const { facts, log } = analysis;
  const { last, lowest, highest, above } = response;
  const factor = last / Math.LN10;
  const sentences = [
    `The ${name} response ${movement(response, facts)}: ${symbol} ends ${level(last)} (${at(log.clock, facts.lastStep)})${
      Math.abs(factor) >= 1 ? `, a factor of 10^${figure(factor)} in probability` : ""
    }.`,
  ];
  const noticeable = NOTICEABLE * extent(facts);
  const turned = last < 0 ? lowest : highest;
  if (Math.abs(last - turned.value) > noticeable) {
    const word = last < 0 ? ["lowest", "recovered"] : ["highest", "lost"];
    sentences.push(
      `Its ${word[0]} was ${figure(turned.value)} at ${at(log.clock, turned.step)}; since then it has ${word[1]} ${figure(Math.abs(last - turned.value))} nats.`,
    );
  }
  if (last < 0 && above.last !== null) {
    sentences.push(
      `It was above the reference in ${count(above.rows, "row")}, ${above.rows > 1 ? "last " : ""}at ${at(log.clock, above.last)}, by at most ${figure(highest.value)} nats.`,
    );
  }
  return sentences.join(" ");
}

/** A round number of steps to state a trend by. */
const unitOf = ({ firstStep, lastStep }: LogFacts) =>
  10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, lastStep - firstStep))));

/** What the margin does at the end of a log: `grows`, `shrinks`, or neither for sure. */
export function lateMargin({ lateMargin }: LogFacts): "grows" | "shrinks" | "still" | undefined {
  if (!lateMargin) return undefined;
  const [low, high] = lateMargin.slopeInterval;
  return low > 0 ? "grows" : high < 0 ? "shrinks" : "still";
}

function describeMargin({ facts, log }: LogAnalysis): string {
  const reward = `The margin r1 − r2 ends at ${figure(facts.margin)} nats, a reward margin of ${figure(log.beta * facts.margin)}.`;
  const { lateMargin: trend } = facts;
  if (!trend) return reward;
  const unit = unitOf(facts);
  const per = `${figure(trend.slope * unit)} nats per ${unit === 1 ? log.clock : `${unit} ${log.clock}s`} (95 % interval ${between(
    trend.slopeInterval.map((end) => end * unit) as [number, number],
  )})`;
  const where = `Over the last ${count(trend.rows, "row")} (${range(log.clock, trend.from, trend.to)})`;
  const verdict = {
    grows: `it still grows, by ${per}`,
    shrinks: `it shrinks, by ${per.replace("−", "")}`,
    still: `whether it still grows cannot be told: ${per}`,
  };
  return `${reward} ${where} ${verdict[lateMargin(facts) ?? "still"]}.`;
}

/** With fewer rows than this, a good fit says little. */
const FEW = 20;

const MISFITS: Record<Misfit, string> = {
  "no-kernel": "no constant kernel moves DPO this way",
  intercept: "the log does not lie on a straight line from (0, 0)",
  systematic: "the residuals come in blocks",
  scatter: "the line explains too little of r1",
  timing: "the pace of the simulated flow is not that of the log",
};

function summarise({ facts, kernel, misfits }: LogAnalysis): string[] {
  const { preferred, dispreferred } = facts;
  const margin = {
    grows: "still grows",
    shrinks: "shrinks at the end",
    still: "may have levelled off or not: its trend is lost in its noise",
  };
  const late = lateMargin(facts);
  const sentences = [
    `The preferred response ${movement(preferred, facts)}: it ends ${level(preferred.last)}; the dispreferred one ends ${level(dispreferred.last)}${
      late ? `, and the margin ${margin[late]}` : ""
    }.`,
  ];
  if (kernel?.rhoMin) {
    sentences.push(
      `A constant kernel does that only if the gradients of the two log-probabilities are correlated by at least ${figure(kernel.rhoMin)}.`,
    );
  }
  sentences.push(
    misfits.length === 0
      ? `A constant kernel describes this log well${facts.rows < FEW ? `, as far as ${facts.rows} rows can tell` : ""}.`
      : `A constant kernel with one pair does not describe this log in full: ${list(misfits.map((name) => MISFITS[name]))}.`,
  );
  return sentences;
}

const CAUTIONS = [
  "A logged value is the mean over a batch or an evaluation set; the model treats it as one pair.",
  "A learning-rate schedule bends time: warm-up and decay make a step worth less, so the path in the plane can be trusted further than the pace along it.",
  "Every loss of the margin alone (DPO, IPO, hinge, cDPO …) draws the same line under a constant kernel; only the pace is DPO's. Rewards without a reference policy (SimPO, ORPO, CPO) do not belong in this plane.",
];

/** How far out on its way a log may begin before that needs a remark. */
const FAR_START = 0.5;

/** A first row that is far from (0, 0) although training has hardly begun. */
function describeStart({ log, facts }: LogAnalysis): string[] {
  const [first, last] = [log.rows[0], log.rows[log.rows.length - 1]];
  const early = first.step - log.origin <= 0.2 * (last.step - log.origin);
  if (!early || Math.hypot(first.r1, first.r2) < FAR_START * extent(facts)) return [];
  return [
    `The first row (${at(log.clock, first.step)}) is already at r1 = ${figure(first.r1)}, r2 = ${figure(first.r2)}: DPO starts at (0, 0), so this may be a resumed run, another β, or a loss without a reference policy.`,
  ];
}

/** The report on a training log in words; every sentence follows from the numbers of the analysis. */
export function describeLog(analysis: LogAnalysis): Report {
  const { log, facts } = analysis;
  const sections = [
    {
      heading: "What happened",
      sentences: [
        describeResponse("preferred", "r1", facts.preferred, analysis),
        describeResponse("dispreferred", "r2", facts.dispreferred, analysis),
        describeMargin(analysis),
        ...describeStart(analysis),
      ],
    },
    { heading: "Slope and kernel", sentences: describeSlope(analysis) },
    { heading: "How the model fares", sentences: describeFit(analysis) },
    { heading: "What other losses would do from the last point", sentences: describeContinuation(analysis) },
    { heading: "Read with care", sentences: CAUTIONS },
    { heading: "What was read", sentences: describeSource(log) },
  ];
  return {
    title: `${log.name}: β = ${position(log.beta)}, ${count(facts.rows, "row")}, ${range(log.clock, facts.firstStep, facts.lastStep)}`,
    summary: summarise(analysis),
    sections: sections.filter(({ sentences }) => sentences.length > 0),
  };
}
