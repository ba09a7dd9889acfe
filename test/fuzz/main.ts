import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { stringify } from "yaml";
import { examine } from "./examine.js";
import type { Difference, Verdict } from "./judge.js";
import { type Miss, missesOf, type NastyCase } from "./nasty.js";
import { randomScenario } from "./scenarios.js";

/** A scenario that takes longer than this, in all ways together, hangs; its thread is ended. */
const HANGS = 60_000;

/** What a thread sends of a scenario. */
type Message = { index: number; milliseconds?: number } & (
  | { verdict: Verdict }
  | { misses: readonly Miss[] }
  | { thrown: string }
);

/** What is asked of a thread: a random scenario, or a case with values from outside. */
type Request = { seed: number; index: number } | { index: number; nasty: NastyCase };

function work(): void {
  parentPort?.on("message", (request: Request) => {
    const start = performance.now();
    const send = (message: Message) => parentPort?.postMessage(message);
    const { index } = request;
    try {
      const found =
        "nasty" in request
          ? { misses: missesOf(request.nasty) }
          : { verdict: examine(request.seed, index).verdict };
      send({ index, ...found, milliseconds: performance.now() - start });
    } catch (error) {
      send({ index, thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}

/** Longer texts are cut. */
const LONG = 200;

const show = (x: unknown) =>
  (typeof x === "number" ? String(x) : (JSON.stringify(x) ?? "nothing")).slice(0, LONG);

/** A scenario with what is wrong with it, to be run by `dpo-flow run`. */
function report(title: string, seed: number, index: number, found: readonly Difference[]): void {
  const lines = found.map(({ way, what, got, expected, tolerances }) => {
    const by = Number.isFinite(tolerances) ? `, ${tolerances.toPrecision(3)} tolerances` : "";
    return `# ${way}: ${what} is ${show(got)} for ${show(expected)}${by}`;
  });
  console.log(`--- # ${title}: --seed ${seed} --only ${index}`);
  console.log(
    [...lines, stringify(randomScenario(seed, index), { flowCollectionPadding: true }).trimEnd()].join("\n"),
  );
}

/** A thread that answers one request after the other, and is replaced where it hangs. */
function createAsker() {
  const start = () => new Worker(fileURLToPath(import.meta.url));
  let worker = start();
  const ask = (request: Request) =>
    new Promise<Message>((resolve) => {
      const { index } = request;
      const timer = setTimeout(() => done({ index, thrown: "hangs" }), HANGS);
      const done = (message: Message) => {
        clearTimeout(timer);
        worker.off("message", done);
        worker.off("error", broken);
        resolve(message);
      };
      const broken = (error: Error) => done({ index, thrown: String(error) });
      worker.on("message", done);
      worker.on("error", broken);
      worker.postMessage(request);
    });
  return {
    async ask(request: Request): Promise<Message> {
      const message = await ask(request);
      if ("thrown" in message) {
        await worker.terminate();
        worker = start();
      }
      return message;
    },
    end: () => worker.terminate(),
  };
}

async function fuzz(seed: number, from: number, to: number, every: boolean): Promise<boolean> {
  const counts = { scenarios: 0, failed: 0, hung: 0, undecided: 0, sensitive: 0, compared: 0, wrong: 0 };
  const kinds = new Map<string, number>();
  let worst = 0;
  let slowest = { milliseconds: 0, index: from };
  const { ask, end } = createAsker();
  for (let index = from; index < to; index++) {
    const answer = await ask({ seed, index });
    counts.scenarios++;
    if ("thrown" in answer) {
      counts.failed++;
      if (answer.thrown === "hangs") counts.hung++;
      report(answer.thrown, seed, index, []);
    }
    if (!("verdict" in answer)) continue;
    const { verdict, milliseconds = 0 } = answer;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, index };
    worst = Math.max(worst, verdict.worst);
    counts.compared += verdict.compared;
    counts.wrong += verdict.failures.length;
    if (verdict.failures.length > 0) {
      counts.failed++;
      report("failed", seed, index, verdict.failures);
    }
    for (const { way, what, got } of verdict.failures) {
      const kind = what === "status" ? `${way}: status ${show(got)}` : `${way}: ${what}`;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    if (verdict.undecided.length > 0) counts.undecided++;
    if (verdict.sensitive.length > 0) counts.sensitive++;
    if (every && verdict.undecided.length > 0) report("undecided", seed, index, verdict.undecided);
    if (every && verdict.sensitive.length > 0) report("sensitive", seed, index, verdict.sensitive);
  }
  await end();
  console.log("# ---");
  for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1])) console.log(`# ${count} × ${kind}`);
  console.log(
    `# ${counts.scenarios} scenarios, ${counts.compared} comparisons: ${counts.failed} scenarios failed in ${counts.wrong} of them, ${counts.hung} hung;`,
  );
  console.log(
    `# ${counts.undecided} undecided, ${counts.sensitive} as sensitive to their start; else at most ${worst.toPrecision(3)} tolerances; slowest ${(slowest.milliseconds / 1000).toFixed(2)} s (${slowest.index})`,
  );
  return counts.failed === 0;
}

/** The cases of a file with values from outside. */
async function nasty(file: string): Promise<boolean> {
  const cases: NastyCase[] = JSON.parse(readFileSync(file, "utf8"));
  const { ask, end } = createAsker();
  let failed = 0;
  for (const [index, each] of cases.entries()) {
    const message = await ask({ index, nasty: each });
    const misses = "misses" in message ? message.misses : [];
    const wrong = "thrown" in message ? message.thrown : misses.length > 0 ? "misses" : undefined;
    if (wrong !== undefined) failed++;
    console.log(
      `${wrong ?? "right"} (${((message.milliseconds ?? HANGS) / 1000).toFixed(2)} s): ${index} ${each.title}`,
    );
    for (const { way, what, got, expected, tolerances } of misses)
      console.log(
        `    ${way}: ${what} is ${show(got)} for ${show(expected)}, ${tolerances.toPrecision(3)} tolerances`,
      );
  }
  await end();
  console.log(`${cases.length} cases, ${failed} not right`);
  return failed === 0;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      count: { type: "string", default: "3000" },
      from: { type: "string", default: "0" },
      only: { type: "string" },
      all: { type: "boolean", default: false },
      nasty: { type: "string" },
    },
  });
  if (values.nasty !== undefined) {
    process.exitCode = (await nasty(values.nasty)) ? 0 : 1;
    return;
  }
  const from = Number(values.only ?? values.from);
  const to = values.only === undefined ? from + Number(values.count) : from + 1;
  process.exitCode = (await fuzz(Number(values.seed), from, to, values.all || values.only !== undefined))
    ? 0
    : 1;
}

if (isMainThread) await main();
else work();
