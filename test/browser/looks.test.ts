/// <reference lib="dom" />
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser, placeOf, settled } from "./browser.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Screenshots land here for people to look at. */
const SHOTS = fileURLToPath(new URL("./screenshots/", import.meta.url));

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}${name}.png`, fullPage: true });
}

/** What an accessibility check finds wrong: rule and element. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Found[] }> } };
    interface Found {
      id: string;
      nodes: { target: string[] }[];
    }
    return (await axe.run()).violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id}: ${target}`),
    );
  });
  return found;
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

interface Measure {
  duration: number;
  moving: boolean;
  simulation: number;
}

/** Milliseconds of the updates since the last call, sorted. */
const updates = async (page: Page): Promise<number[]> => {
  const measures = await page.evaluate(() =>
    (globalThis as unknown as { measures: Measure[] }).measures.splice(0),
  );
  return measures
    .filter(({ moving }) => moving)
    .map(({ duration }) => duration)
    .sort((a, b) => a - b);
};

const median = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)];

const FIVE = "start=a:0.1,0.1&start=b:0.1,0.5&start=c:0.05,0.9&start=d:0.9,0.9&start=e:0.9,0.1&horizon=20";

inBrowser("the looks of the explorer", ({ open }) => {
  it.each([
    ["desktop-light", {}],
    ["desktop-dark", { dark: true }],
    ["laptop", { width: 1024, height: 700 }],
    ["phone-light", { width: 360, height: 740 }],
    ["phone-dark", { width: 360, height: 740, dark: true }],
    ["kernel", { args: ["likelihood-displacement"], dark: true }],
    ["wrong-link", { hash: "#start=a:0.2,-1" }],
  ])("%s: accessible, within its width, silent", async (name, options) => {
    const { page, messages } = await open(options);
    await shoot(page, name);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(messages).toEqual([]);
  });

  it("follows the size of its window and the colours of the system", async () => {
    const { page, messages } = await open();
    const width = async () => (await page.locator("#plane-chart svg").boundingBox())?.width ?? 0;
    const before = await width();
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(width).toBeLessThan(before * 0.75);
    await settled(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const { x, y } = await placeOf(page, "both-high");
    const handle = await page.evaluate(
      ([px, py]) => {
        const found = document.elementFromPoint(px, py);
        return found instanceof HTMLElement ? found.dataset.start : undefined;
      },
      [x, y] as const,
    );
    expect(handle).toBe("both-high");
    const text = () => page.locator("#plane-chart text").first().getAttribute("fill");
    const light = await text();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(text).not.toBe(light);
    expect(await violations(page)).toEqual([]);
    expect(messages).toEqual([]);
  });

  it("can be walked through with the Tab key in the order of the page", async () => {
    const { page } = await open({ hash: `#${FIVE}` });
    const visited: string[] = [];
    for (let i = 0; i < 16; i++) {
      await page.keyboard.press("Tab");
      visited.push(
        await page.evaluate(() => {
          const focused = document.activeElement as HTMLElement;
          return focused.dataset.start ?? focused.id;
        }),
      );
    }
    expect(visited.slice(0, 13)).toEqual([
      "a",
      "b",
      "c",
      "d",
      "e",
      "play",
      "clock",
      "preset",
      "loss",
      "",
      "loss.beta",
      "geometry",
      "domain",
    ]);
  });

  it("updates five starts within 16 ms while one is dragged, paint aside", async () => {
    const { page } = await open({ hash: `#${FIVE}` });
    const { x, y } = await placeOf(page, "b");
    await page.mouse.move(x, y);
    await page.mouse.down();
    const drag = async (steps: number, from: number) => {
      for (let i = from; i < from + steps; i++) {
        await page.mouse.move(x + 2 * i, y + i);
        await page.waitForTimeout(20);
      }
    };
    // The first updates are slower: the browser has not compiled the program yet.
    await drag(30, 0);
    await updates(page);
    await drag(60, 30);
    const times = await updates(page);
    await page.mouse.up();
    expect(times.length).toBeGreaterThan(20);
    expect(median(times)).toBeLessThan(16);
  });

  it("follows a change of β within 50 ms, paint aside", async () => {
    const { page } = await open({ hash: `#${FIVE}` });
    const slider = page.getByRole("slider", { name: /^β/ });
    const press = async (times: number, key: string) => {
      for (let i = 0; i < times; i++) {
        await slider.press(key);
        await page.waitForTimeout(20);
      }
    };
    await press(30, "ArrowLeft");
    await updates(page);
    await press(60, "ArrowRight");
    const times = await updates(page);
    expect(times.length).toBeGreaterThan(20);
    expect(median(times)).toBeLessThan(50);
  });
});
