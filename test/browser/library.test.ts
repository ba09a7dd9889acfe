/// <reference lib="dom" />
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { bundled } from "../library/bundle.js";
import { program } from "../library/program.js";
import { inBrowser, type Opened } from "./browser.js";

/** Runs what the program can do, one after the other, and says what came out, or why nothing did. */
const MAIN = `
const said = (promise) => promise.catch((error) => "failed: " + error);
(async () => {
  const { draw, drawPlane, ...numbers } = await program();
  const interpreted = await said(draw({ interpreter: expressionInterpreter }));
  globalThis.outcome = { numbers, series: await said(draw()), interpreted, plane: await said(drawPlane()) };
})().catch((error) => { globalThis.outcome = { failed: String(error) }; });`;

interface Outcome {
  numbers: { extinctionTime: number; schema: string };
  series: string;
  interpreted: string;
  plane: string;
}

async function outcomeOf({ page }: Opened): Promise<Outcome> {
  const outcome = await page.waitForFunction(() => Reflect.get(globalThis, "outcome"));
  return outcome.jsonValue();
}

/** A page with the library in it, under a security policy if one is given. */
async function html(policy: (script: string) => string): Promise<string> {
  const script = `${await bundled()}${MAIN}`.replaceAll("</script", "<\\/script");
  return `<!doctype html><meta charset="utf-8">${policy(script)}<title>dpo-flow</title><script>${script}</script>`;
}

/** Texts and kinds of marks of a picture, in order; coordinates may differ in their last digits. */
function shown(svg: string) {
  const marks = [...svg.matchAll(/<(path|rect|line|text|g|image)\b/g)].map(([, kind]) => kind);
  const texts = [...svg.matchAll(/<text\b[^>]*>([^<]*)/g)].map(([, text]) => text);
  return { marks, texts };
}

inBrowser("the library in a page", ({ openPage }) => {
  it("simulates and draws as it does in Node", async () => {
    const opened = await openPage(await html(() => ""));
    const { draw, drawPlane, ...numbers } = await program();
    const { series, interpreted, plane, ...there } = await outcomeOf(opened);
    expect(there.numbers.schema).toBe(numbers.schema);
    expect(there.numbers.extinctionTime).toBeCloseTo(Number(numbers.extinctionTime), 8);
    expect(shown(series)).toEqual(shown(await draw()));
    expect(interpreted).toBe(series);
    expect(shown(plane)).toEqual(shown(await drawPlane()));
    expect(opened.messages).toEqual([]);
    expect(opened.requests).toHaveLength(1);
  });

  it("simulates and makes specifications under a strict security policy, and draws with an interpreter", async () => {
    const strict = (script: string) => {
      const hash = createHash("sha256").update(script).digest("base64");
      return `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}'">`;
    };
    const { numbers, interpreted, ...refused } = await outcomeOf(await openPage(await html(strict)));
    expect(numbers.extinctionTime).toBeCloseTo(Number((await program()).extinctionTime), 8);
    expect(interpreted).toMatch(/^<svg .*<\/svg>$/s);
    // Vega compiles expressions to functions unless told otherwise, and ndarray, which holds the field, always does.
    const unsafe = expect.stringMatching(/^failed: EvalError: .*'unsafe-eval' is not an allowed source/);
    expect(refused).toEqual({ series: unsafe, plane: unsafe });
  });
});
