/// <reference lib="dom" />
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { dpoFlow, emptyFolder } from "../cli/dpoFlow.js";
import { inBrowser, placeOf, settled, tableRows } from "./browser.js";

/** What a button saves. */
async function saved(page: Page, id: string): Promise<{ name: string; bytes: Buffer; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`#${id}`).click()]);
  const bytes = readFileSync(await download.path());
  return { name: download.suggestedFilename(), bytes, text: bytes.toString("utf8") };
}

/** Columns of `trajectories.csv`. */
const [MARGIN, R1] = [6, 7];

const numbers = (csv: string) =>
  csv
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

inBrowser("what can be taken from the explorer", ({ open }) => {
  it("a scenario that the command line runs to the same numbers, to 12 digits", async () => {
    const { page, messages } = await open();
    const { x, y } = await placeOf(page, "left");
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 37, y + 23, { steps: 3 });
    await page.mouse.up();
    await page.getByRole("textbox", { name: /^β/ }).fill("0.37");
    await page.getByRole("textbox", { name: /^β/ }).press("Enter");
    await settled(page);
    const [scenario, csv] = [await saved(page, "save-yaml"), await saved(page, "save-csv")];
    expect([scenario.name, csv.name]).toEqual(["sft-quality.yaml", "sft-quality.csv"]);

    const folder = emptyFolder();
    writeFileSync(join(folder, scenario.name), scenario.text);
    const run = dpoFlow(["run", `./${scenario.name}`, "--format", "none"], folder);
    expect([run.stderr.includes("error"), run.status]).toEqual([false, 0]);
    const [mine, theirs] = [
      csv.text,
      readFileSync(join(folder, "out/sft-quality/trajectories.csv"), "utf8"),
    ].map(numbers);
    expect(mine).toHaveLength(1200);
    expect(theirs).toHaveLength(mine.length);
    for (const [i, row] of mine.entries()) {
      expect(theirs[i].slice(0, 2)).toEqual(row.slice(0, 2));
      const theirNumbers = theirs[i].map(Number);
      const largest = Math.max(...theirNumbers.slice(R1).map(Math.abs));
      for (let k = 2; k < row.length; k++) {
        // The margin is a difference of log-ratios: the last digits of these are all that engines differ in.
        const scale = k === MARGIN ? largest : Math.abs(theirNumbers[k]);
        const difference = Math.abs(Number(row[k]) - theirNumbers[k]);
        expect(difference, `${row} / ${theirs[i]}`).toBeLessThanOrEqual(1e-12 * scale);
      }
    }
    expect(messages).toEqual([]);
  });

  it("the figures that the command line draws", async () => {
    const { page, messages } = await open({ args: ["weak-sft"] });
    const folder = emptyFolder();
    for (const figure of ["phase-plane", "time-series", "convergence"]) {
      await page.locator("#figure").selectOption(figure);
      const drawn = (format: string) =>
        dpoFlow(["figure", figure, "weak-sft", "--format", format, "-o", "-"], folder).stdout;
      const [spec, svg, png] = [
        await saved(page, "save-spec"),
        await saved(page, "save-svg"),
        await saved(page, "save-png"),
      ];
      expect(spec.name).toBe(`weak-sft.${figure}.vl.json`);
      expect(JSON.parse(spec.text)).toEqual(JSON.parse(drawn("vl")));
      expect(svg.text).toBe(drawn("svg"));
      expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
      const width = Number(/width="(\d+)"/.exec(svg.text)?.[1]);
      expect(png.bytes.readUInt32BE(16)).toBe(3 * width);
    }
    expect(messages).toEqual([]);
  }, 120_000);

  it("a link that restores everything", async () => {
    const { page, messages } = await open();
    await page.locator("#loss").selectOption("f-dpo");
    await settled(page);
    await page.locator("#loss\\.divergence").selectOption("jensen-shannon");
    await settled(page);
    await page.locator("#geometry").selectOption("kernel");
    await settled(page);
    await page.locator("#plane").selectOption("log-ratio");
    await settled(page);
    const name = page.getByRole("textbox", { name: "Name of start 2" });
    await name.fill("a & b = 50 % <c> #1: [0]");
    await name.press("Enter");
    await settled(page);
    const hash = await page.evaluate(() => location.hash);
    const restored = await open({ hash });
    expect(await tableRows(restored.page)).toEqual(await tableRows(page));
    expect(await restored.page.evaluate(() => location.hash)).toBe(hash);
    for (const id of ["loss", "geometry", "plane", "loss\\.divergence"]) {
      expect(await restored.page.locator(`#${id}`).inputValue()).toBe(
        await page.locator(`#${id}`).inputValue(),
      );
    }
    expect(await saved(restored.page, "save-yaml")).toEqual(await saved(page, "save-yaml"));

    await page.goBack();
    await settled(page);
    expect(Object.keys(await tableRows(page))).toContain("left");
    expect([...messages, ...restored.messages]).toEqual([]);
  });

  it.each([
    ["no pair", "#nonsense", "is not of the form path=value"],
    ["a negative ratio", "#start=a:0.2,-1", "starts.a[1]: expected a number > 0, got -1"],
    ["an unknown loss", "#loss.name=dpoo&start=a:0.2,0.1", 'did you mean "dpo"?'],
    ["bytes that are no text", "#loss.beta=%FF&start=a:0.2,0.1", "is not properly encoded"],
    ["no YAML", "#loss.beta={{{&start=a:0.2,0.1", "loss.beta: line 1"],
    ["a prototype", "#__proto__.polluted=1&start=a:0.2,0.1", "reserved by JavaScript"],
    ["a path for a name", "#name=../../etc/passwd&start=a:0.2,0.1", "cannot be a name"],
    ["markup for a label", "#start=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E:0.2,5", "outside the box"],
    ["far too much", `#title=${"x".repeat(60_000)}`, "it is too long"],
  ])("a broken link falls back with a message: %s", async (_, hash, message) => {
    const { page, messages, requests } = await open({ hash });
    const alert = await page.locator("#alert").innerText();
    expect(alert).toContain("The link cannot be read: ");
    expect(alert).toContain(message);
    expect(Object.keys(await tableRows(page))).toHaveLength(6);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(requests).toHaveLength(1);
    expect(messages).toEqual([]);
  });

  it("text that looks like markup, code or a path stays text", async () => {
    const label = "<img src=x onerror=alert(1)>";
    const code = "datum.x1 + '\"' [0].y {{alert(1)}}";
    const starts = [label, code].map((text, i) => `start=${encodeURIComponent(`${text}:0.${i + 2},0.1`)}`);
    const title = encodeURIComponent(JSON.stringify("</title><script>alert(1)</script>"));
    const { page, messages, requests } = await open({ hash: `#title=${title}&${starts.join("&")}` });
    expect(Object.keys(await tableRows(page)).sort()).toEqual([label, code].sort());
    const texts = await page.locator("#plane-chart text").allTextContents();
    expect(texts).toContain(label);
    const { text } = await saved(page, "save-svg");
    expect(text).not.toContain("<img");
    expect(text).not.toContain("<script");
    await saved(page, "save-png");
    expect(await page.locator("main img").count()).toBe(0);
    expect(requests.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
    expect(messages).toEqual([]);
  });
});
