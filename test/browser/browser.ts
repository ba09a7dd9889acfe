/// <reference lib="dom" />
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, onTestFinished } from "vitest";
import { dpoFlow } from "../cli/dpoFlow.js";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A browser on this machine, if there is one. */
const BROWSER = NAMES.flatMap((name) =>
  (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)),
).find((path) => existsSync(path));

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A page of the explorer, with everything it has said or asked for. */
export interface Opened {
  page: Page;
  /** Console messages and errors; a test passes only if there are none. */
  messages: string[];
  /** Addresses that were asked for. */
  requests: string[];
}

/** What a page is opened with. */
export interface Options {
  /** Arguments of `dpo-flow explore`. */
  args?: readonly string[];
  /** Fragment of the address, with its `#`. */
  hash?: string;
  width?: number;
  height?: number;
  dark?: boolean;
}

/** What tests of the page are given. */
export interface Explorer {
  open(options?: Options): Promise<Opened>;
  /** The file that a click saves: its name and text. */
  folder(): string;
  /** Opens any page of one's own. */
  openPage(html: string): Promise<Opened>;
}

/**
 * Tests of the explorer in a browser with the network off. Where there is no browser, they say so in their name and
 * are skipped.
 */
export function inBrowser(name: string, tests: (explorer: Explorer) => void): void {
  if (!BROWSER) {
    describe.skip(`${name} (skipped: none of ${NAMES.join(", ")} is on this machine's PATH)`, () => {
      const none = () => Promise.reject(new Error("no browser"));
      tests({ open: none, openPage: none, folder: () => "" });
    });
    return;
  }
  describe(name, () => {
    let context: BrowserContext;
    let folder = "";
    const pages = new Map<string, string>();

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "dpo-flow-browser-"));
      context = await chromium.launchPersistentContext(join(folder, "profile"), {
        executablePath: BROWSER,
        headless: true,
        offline: true,
        args: FLAGS,
      });
    });
    afterAll(async () => {
      await context?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const written = (args: readonly string[]): string => {
      const key = JSON.stringify(args);
      const known = pages.get(key);
      if (known) return known;
      const file = join(folder, `explore-${pages.size}.html`);
      const { status, stderr } = dpoFlow(["explore", ...args, "-o", file], folder);
      if (status !== 0) throw new Error(stderr);
      pages.set(key, file);
      return file;
    };

    const watched = async (): Promise<Opened> => {
      const page = await context.newPage();
      onTestFinished(() => page.close());
      const [messages, requests]: [string[], string[]] = [[], []];
      page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
      page.on("request", (request) => requests.push(request.url()));
      return { page, messages, requests };
    };

    tests({
      folder: () => folder,
      async openPage(html) {
        const opened = await watched();
        const file = join(folder, `page-${createHash("sha256").update(html).digest("hex")}.html`);
        writeFileSync(file, html);
        await opened.page.goto(`file://${file}`);
        return opened;
      },
      async open({ args = [], hash = "", width = 1440, height = 1000, dark = false } = {}) {
        const { page, messages, requests } = await watched();
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
        await page.addInitScript(() => {
          const measures: unknown[] = [];
          Object.assign(globalThis, { measures });
          new PerformanceObserver((list) => {
            for (const { duration, detail } of list.getEntries() as PerformanceMeasure[])
              measures.push({ duration, ...detail });
          }).observe({ type: "measure" });
        });
        await page.goto(`file://${written(args)}${hash}`);
        await settled(page);
        return { page, messages, requests };
      },
    });
  });
}

/** Waits until the page has worked out everything after the last change. */
export async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(60);
  await page.waitForSelector('#table[aria-busy="false"]', { state: "attached" });
}

/** Where a start is on the page. */
export async function placeOf(page: Page, label: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(`.handle[data-start="${label}"]`).boundingBox();
  if (!box) throw new Error(`no start ${label}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The table's rows as texts, by start. */
export async function tableRows(page: Page): Promise<Record<string, string[]>> {
  const rows = await page.locator("#table tbody tr").all();
  const cells = await Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
  return Object.fromEntries(cells.map(([start, ...others]) => [start.trim(), others]));
}
