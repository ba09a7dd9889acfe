import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dpoFlow, emptyFolder, expectNoStackTrace, filesIn } from "./dpoFlow.js";

const page = (folder: string, file = "explore.html") => readFileSync(join(folder, file), "utf8");
const dataOf = (html: string) => {
  const [, data] = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(html) ?? [];
  return JSON.parse(data);
};

it("writes one file below 2 MB that names nothing outside itself", () => {
  const folder = emptyFolder();
  const { status, stdout, stderr } = dpoFlow(["explore"], folder);
  expect([status, stdout]).toEqual([0, ""]);
  expect(stderr).toBe("wrote explore.html: open it in a browser, and move the starts by hand\n");
  expect(filesIn(folder)).toEqual(["explore.html"]);
  const html = page(folder);
  expect(Buffer.byteLength(html)).toBeLessThan(2_000_000);
  const markup = html.replace(/<script>[\s\S]*?<\/script>/g, "");
  expect(markup).not.toMatch(/\s(src|href|action|on[a-z]+|style)=/i);
  expect(markup).not.toMatch(/url\(|@import/);
});

it("is confined to its own program and style by their hashes", () => {
  const html = dpoFlow(["explore", "-o", "-"], emptyFolder()).stdout;
  const [, policy = ""] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  const hash = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const [, script] = /<script>([\s\S]*?)<\/script>/.exec(html) ?? [];
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(html.match(/<script\b/g)?.length).toBe(2);
});

it("holds the scenario asked for, and the built-in ones", () => {
  const folder = emptyFolder();
  writeFileSync(
    join(folder, "mine.yaml"),
    'title: "</script><script>alert(1)</script>"\ndescription: <!-- <b>\nstarts: { a: [0.2, 0.1] }\n',
  );
  const html = dpoFlow(["explore", "./mine.yaml", "--set", "loss.beta=0.5", "-o", "-"], folder).stdout;
  const { scenarios, first } = dataOf(html);
  expect(first).toBe(0);
  expect(scenarios[0]).toMatchObject({
    name: "mine",
    loss: { beta: 0.5 },
    title: "</script><script>alert(1)</script>",
  });
  expect(html).not.toContain("alert(1)</script>");
  const known = dataOf(dpoFlow(["explore", "weak-sft", "-o", "-"], folder).stdout);
  expect(known.scenarios[known.first].name).toBe("weak-sft");
  expect(known.scenarios).toHaveLength(scenarios.length - 1);
  const own = dataOf(dpoFlow(["explore", "--start", "mine=0.3,0.2", "-o", "-"], folder).stdout);
  expect(own.scenarios[own.first].starts).toEqual({ mine: [0.3, 0.2] });
});

it.each([
  [["explore", "weak-stf"], 2, /did you mean "weak-sft"\?/],
  [["explore", "weak-sft", "--set", "loss.beta=-1"], 2, /loss\.beta: expected a number > 0, got -1/],
  [["explore", "-o", "-", "--open"], 2, /--open needs a file/],
  [["explore", "-o", "no/such/folder/e.html"], 1, /cannot write .*the folder does not exist/],
  [["explore", "a", "b"], 2, /too many arguments/],
])("%j ends with %i and leaves no file", (args, code, message) => {
  const folder = emptyFolder();
  const done = dpoFlow(args, folder);
  expect(done.stderr).toMatch(message);
  expect([done.status, done.stdout]).toEqual([code, ""]);
  expectNoStackTrace(done);
  expect(filesIn(folder)).toEqual([]);
});

it.skipIf(process.platform !== "linux")("--open hands the file to the system", async () => {
  const folder = emptyFolder();
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const opener = join(bin, "xdg-open");
  writeFileSync(opener, `#!/bin/sh\necho "$1" > "${folder}/opened"\n`);
  chmodSync(opener, 0o755);
  const found = dpoFlow(["explore", "--open"], folder, { PATH: `${bin}:/bin:/usr/bin` });
  expect([found.status, found.stderr]).toEqual([0, "wrote explore.html\n"]);
  await expect.poll(() => filesIn(folder)).toContain("opened");
  expect(readFileSync(join(folder, "opened"), "utf8").trim()).toMatch(/explore\.html$/);
  const none = dpoFlow(["explore", "--open"], folder, { PATH: join(folder, "nothing") });
  expect(none.status).toBe(0);
  expect(none.stderr).toMatch(/no program to open it with was found; open it in a browser/);
});
