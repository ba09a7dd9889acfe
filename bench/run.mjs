// Benchmarks, printed as ratios of times measured side by side. Run `npm run bench` after `npm ci`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";

const CLI = join(import.meta.dirname, "../dist/bin/main.js");
const RUNS = 11;

/** Runs a command and returns its wall time in ms; undefined when it cannot run here. */
function time(command, args) {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(command, args, { stdio: "ignore" });
  return status === 0 ? Number(process.hrtime.bigint() - start) / 1e6 : undefined;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Median times of two commands run in turn, and the median of their ratio pair by pair. */
function compare(name, ours, theirs) {
  time(...ours.command);
  if (time(...theirs.command) === undefined) {
    console.log(`${name}: skipped, ${theirs.name} does not run here (${theirs.needs})`);
    return;
  }
  const pairs = Array.from({ length: RUNS }, () => [time(...ours.command), time(...theirs.command)]);
  const [a, b] = [0, 1].map((i) => median(pairs.map((pair) => pair[i])));
  const ratio = median(pairs.map(([x, y]) => x / y));
  console.log(`${name}: ${ratio.toFixed(2)}x  (${ours.name} ${a.toFixed(0)} ms, ${theirs.name} ${b.toFixed(0)} ms)`);
}

const version = (command, args) => spawnSync(command, args, { encoding: "utf8" }).stdout?.trim().replaceAll("\n", ", ");

const out = mkdtempSync(join(tmpdir(), "dpo-flow-bench-"));
try {
  const [cpu] = cpus();
  console.log(`node ${process.version}, ${cpu.model.trim()}, ${cpus().length} cores; medians of ${RUNS} pairs\n`);
  compare(
    "start-up",
    { name: "dpo-flow --help", command: ["node", [CLI, "--help"]] },
    { name: "node -e 0", command: ["node", ["-e", "0"]] },
  );
  const peers = "import scipy, matplotlib; print('scipy', scipy.__version__); print('matplotlib', matplotlib.__version__)";
  const python = version("python3", ["-c", peers]) || "scipy + matplotlib";
  compare(
    "weak-sft with its figures",
    { name: "dpo-flow run", command: ["node", [CLI, "run", "weak-sft", "-o", join(out, "ours"), "--quiet"]] },
    {
      name: python,
      needs: "Debian: python3-scipy python3-matplotlib",
      command: ["python3", [join(import.meta.dirname, "peers/weak_sft.py"), join(out, "theirs")]],
    },
  );
} finally {
  rmSync(out, { recursive: true, force: true });
}
