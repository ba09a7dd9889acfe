/// <reference lib="dom" />
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readable } from "../../src/figure/kit/captions.js";
import { dpoFlow, emptyFolder } from "../cli/dpoFlow.js";
import { inBrowser, placeOf, settled, tableRows } from "./browser.js";

/** Runs of a scenario by the command line, by start. */
function runsOf(args: readonly string[]) {
  const { stdout } = dpoFlow(["run", ...args, "--json", "--format", "none"], emptyFolder());
  const { panels } = JSON.parse(stdout);
  type Told = { start: string; x: [number, number]; metrics: { extinctionTime: number | null } };
  return panels[0].runs as Told[];
}

inBrowser("the explorer in a browser", ({ open, folder }) => {
  it("opens from a file with the network off, in silence, and asks for nothing", async () => {
    const { page, messages, requests } = await open();
    expect(await page.title()).toMatch(/dpo-flow/);
    expect(await page.locator(".handle").count()).toBe(6);
    expect(await page.locator("#plane-chart svg").count()).toBe(1);
    expect(requests).toEqual([page.url().replace(/#.*/, "")]);
    expect(messages).toEqual([]);
  });

  it("tells the same times as the command line", async () => {
    const { page, messages } = await open();
    const shown = await tableRows(page);
    const runs = runsOf(["sft-quality"]);
    for (const { start, x, metrics } of runs) {
      const time = readable(metrics.extinctionTime as number);
      expect(shown[start][1].split(" ")[0]).toBe(time);
      expect(shown[start].at(-2)).toBe(x.map(readable).join(", "));
    }
    const order = [...runs].sort((a, b) => (a.metrics.extinctionTime ?? 0) - (b.metrics.extinctionTime ?? 0));
    expect(Object.keys(shown)).toEqual(order.map(({ start }) => start));
    expect(messages).toEqual([]);
  });

  it("adds, drags and removes a start with the mouse; its trajectory follows", async () => {
    const { page, messages } = await open();
    const plot = await page.locator("#plane-chart path.background").first().boundingBox();
    if (!plot) throw new Error("no plane");
    await page.mouse.click(plot.x + plot.width * 0.3, plot.y + plot.height * 0.3);
    await settled(page);
    expect(Object.keys(await tableRows(page))).toContain("start-1");
    expect(await page.locator("#status").innerText()).toContain("start-1 starts at (0.3");

    const lines = () => page.locator("#plane-chart [class*=trajectories] path");
    const drawn = async () =>
      (await lines().evaluateAll((all) => all.map((path) => path.getAttribute("d")))).join();
    const from = await placeOf(page, "start-1");
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    const before = await drawn();
    await page.mouse.move(from.x + 40, from.y + 20, { steps: 4 });
    await page.waitForTimeout(100);
    expect(await drawn()).not.toBe(before);
    const to = await placeOf(page, "start-1");
    expect(to.x).toBeCloseTo(from.x + 40, -1);
    expect(to.y).toBeCloseTo(from.y + 20, -1);
    await page.mouse.up();
    await settled(page);

    await page.mouse.dblclick(to.x, to.y);
    await settled(page);
    expect(Object.keys(await tableRows(page))).not.toContain("start-1");
    expect(messages).toEqual([]);
  });

  it("shows a link to far starts in another plane at once, and what they do", async () => {
    const { page, messages } = await open({ hash: "#start=a:1.4e-5,5.1e-5" });
    for (const start of ["1.4e-5,5.1e-5", "1e-10,1e-10"]) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#figure.plane=log-ratio&start=a:${start}`);
      await page.waitForTimeout(100);
      await settled(page);
      expect(await page.locator("#plane-chart [class*=trajectories] path").count()).toBeGreaterThan(0);
      const { x, y } = await placeOf(page, "a");
      const plot = await page.locator("#plane-chart path.background").first().boundingBox();
      if (!plot) throw new Error("no plane");
      expect(x > plot.x && x < plot.x + plot.width && y > plot.y && y < plot.y + plot.height).toBe(true);
      await page.evaluate(() => {
        location.hash = "#start=a:0.3,0.2";
      });
      await page.waitForTimeout(100);
      await settled(page);
    }
    expect(messages).toEqual([]);
  }, 60_000);

  it("refuses a link that asks for more than a page can follow, and says so", async () => {
    const many = Array.from({ length: 1500 }, (_, i) => `start=s${i}:${(0.01 + i * 6e-4).toFixed(4)},0.5`);
    const forty = Array.from({ length: 40 }, (_, i) => `start=s${i}:${(0.01 + i * 6e-3).toFixed(4)},0.5`);
    for (const [parts, said] of [
      [many, "starts: too many"],
      [[...forty, "sample.points=100000"], "sample: too many rows"],
    ] as const) {
      const { page, messages } = await open({ hash: `#${parts.join("&")}` });
      expect(await page.locator("#alert").innerText()).toContain(said);
      expect(await page.locator(".handle").count()).toBeLessThan(10);
      expect(messages).toEqual([]);
    }
  });

  it("keeps a dragged start inside what the domain allows", async () => {
    const { page } = await open({ hash: "#domain=simplex&start=a:0.3,0.3" });
    const { x, y } = await placeOf(page, "a");
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 200, y - 200, { steps: 5 });
    await page.mouse.up();
    await settled(page);
    const from = (await tableRows(page)).a.at(-1) ?? "";
    const [x1, x2] = from.split(", ").map(Number);
    expect(x1 + x2).toBeLessThanOrEqual(1);
    expect(x1 + x2).toBeGreaterThan(0.98);
  });

  it("keeps a dragged start where the loss is defined, and never shows it anywhere else", async () => {
    // ORPO needs π < 1, whatever the domain.
    const { page, messages } = await open({
      hash: "#loss.name=orpo&domain=quadrant&reference.preferred=0.5&reference.dispreferred=0.5&start=a:1,1&start=b:1.9,1.9",
    });
    const { x, y } = await placeOf(page, "a");
    const plot = await page.locator("#plane-chart path.background").first().boundingBox();
    if (!plot) throw new Error("no plane");
    const boxes = page.locator("#starts .start:not(.head)").first().locator("input");
    await page.mouse.move(x, y);
    await page.mouse.down();
    const seen: number[] = [];
    for (let i = 1; i <= 8; i++) {
      await page.mouse.move(x + (i / 8) * (plot.x + plot.width - 2 - x), y - (i / 8) * (y - plot.y - 2));
      await page.waitForTimeout(60);
      seen.push(...(await Promise.all([1, 2].map((k) => boxes.nth(k).inputValue()))).map(Number));
    }
    await page.mouse.up();
    await settled(page);
    expect(Math.max(...seen)).toBeGreaterThan(1.9);
    for (const value of seen) expect(value).toBeLessThan(2);
    expect(await page.locator("#alert").innerText()).toBe("");
    const hash = await page.evaluate(() => location.hash);
    const restored = await open({ hash });
    expect(await tableRows(restored.page)).toEqual(await tableRows(page));
    expect(messages).toEqual([]);
  });

  it("does by keyboard what the mouse does", async () => {
    const { page, messages } = await open({ hash: "#start=a:0.3,0.3&start=b:0.5,0.5" });
    await page.locator('.handle[data-start="a"]').focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+ArrowUp");
    await settled(page);
    expect((await tableRows(page)).a.at(-1)).toBe("0.321, 0.323");
    await page.keyboard.press("Delete");
    await settled(page);
    expect(Object.keys(await tableRows(page))).toEqual(["b"]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-start"))).toBe("b");
    await page.keyboard.press("Delete");
    expect(await page.locator("#alert").innerText()).toBe("A scenario keeps at least one start.");
    await page.getByRole("button", { name: "Add a start" }).press("Enter");
    await settled(page);
    expect(Object.keys(await tableRows(page))).toHaveLength(2);
    expect(messages).toEqual([]);
  });

  it("reads loss, gradient and update ratio anywhere in the plane", async () => {
    const { page } = await open();
    const plot = await page.locator("#plane-chart path.background").first().boundingBox();
    if (!plot) throw new Error("no plane");
    await page.mouse.move(plot.x + plot.width * 0.5, plot.y + plot.height * 0.75);
    const text = await page.locator("#readout").innerText();
    const [x1, x2, loss, g1, g2, ratio] = [...text.matchAll(/(?:= \(?|, )(−?[\d.]+)/g)].map(([, digits]) =>
      Number(digits.replace("−", "-")),
    );
    expect(x1).toBeCloseTo(0.52, 2);
    expect(x2).toBeCloseTo(0.26, 2);
    // DPO with β = 0.1: arXiv:2404.04626, Eq. 1 and Theorem 1.
    const share = x2 ** 0.1 / (x1 ** 0.1 + x2 ** 0.1);
    expect(loss).toBeCloseTo(-Math.log(1 - share), 2);
    expect(g1).toBeCloseTo((-0.1 * share) / x1, 3);
    expect(g2).toBeCloseTo((0.1 * (1 - share)) / x2, 1);
    expect(ratio).toBeCloseTo(x2 / x1, 2);
  });

  it("follows β from its slider and its box, and the loss from its menu", async () => {
    const { page, messages } = await open({ args: ["weak-sft"] });
    const beta = page.getByRole("textbox", { name: /^β/ });
    await beta.fill("0.5");
    await beta.press("Enter");
    await settled(page);
    const time = (runs: ReturnType<typeof runsOf>) =>
      Object.fromEntries(
        runs.map(({ start, metrics }) => [start, readable(metrics.extinctionTime as number)]),
      );
    const shown = async () =>
      Object.fromEntries(
        Object.entries(await tableRows(page)).map(([start, cells]) => [start, cells[1].split(" ")[0]]),
      );
    expect(await shown()).toEqual(time(runsOf(["weak-sft", "--set", "loss.beta=0.5"])));

    await page.getByRole("slider", { name: /^β/ }).press("ArrowRight");
    await settled(page);
    expect(await beta.inputValue()).toBe("0.525");
    await page.getByRole("slider", { name: /^β/ }).press("Home");
    await settled(page);
    expect(await beta.inputValue()).toBe("0.001");

    await page.locator("#loss").selectOption("apo-down");
    await settled(page);
    expect(await shown()).toEqual(time(runsOf(["weak-sft", "--set", "loss.name=apo-down"])));
    expect(await page.locator("#loss-formula").innerText()).toContain("σ(βr1)");
    expect(messages).toEqual([]);
  });

  it("takes starts and the reference along where a choice rules them out, and says so", async () => {
    const { page, messages } = await open();
    await page.locator("#domain").selectOption("simplex");
    await settled(page);
    expect(await page.locator("#status").innerText()).toMatch(/^moved inside: both-high\./);
    await page.locator("#loss").selectOption("rlhf");
    await settled(page);
    expect(await page.locator("#status").innerText()).toContain("π_ref is now 0.25, 0.25: rlhf needs that");
    expect(messages).toEqual([]);
  });

  it("says at a field what is wrong with it, and keeps what was right", async () => {
    const { page, messages } = await open();
    const beta = page.getByRole("textbox", { name: /^β/ });
    const before = await tableRows(page);
    for (const [text, problem] of [
      ["-1", "expected a number > 0, got -1"],
      ["two", 'expected a number > 0, got "two"'],
      ["", 'expected a number > 0, got ""'],
      ["<img src=x onerror=alert(1)>", "expected a number > 0"],
    ]) {
      await beta.fill(text);
      await beta.press("Enter");
      await expect.poll(() => page.locator("#loss\\.beta-problem").innerText()).toContain(problem);
      expect(await beta.getAttribute("aria-invalid")).toBe("true");
    }
    expect(await tableRows(page)).toEqual(before);
    const name = page.getByRole("textbox", { name: "Name of start 1" });
    for (const [text, problem] of [
      ["left", 'another start is called "left"'],
      ["a/b", "a label cannot look like a path"],
      ["🦆", "no glyph"],
    ]) {
      await name.fill(text);
      await name.press("Enter");
      await expect.poll(() => page.locator("#start-0-problem").innerText()).toContain(problem);
    }
    expect(messages).toEqual([]);
  });

  it("unfolds the field that keeps a change from being made", async () => {
    const file = join(folder(), "duck.yaml");
    writeFileSync(file, 'title: "🦆"\nstarts: { a: [0.2, 0.3] }\n');
    const { page } = await open({ args: [file] });
    await page.locator('.handle[data-start="a"]').focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.locator("#title-problem").innerText()).toContain("no glyph");
    expect(await page.locator("#title").isVisible()).toBe(true);
    await page.locator("#title").fill("A duck");
    await page.locator("#title").press("Enter");
    await settled(page);
    await page.locator('.handle[data-start="a"]').focus();
    await page.keyboard.press("ArrowRight");
    await settled(page);
    expect((await tableRows(page)).a.at(-1)).toMatch(/^0\.2[1-9]/);
  });

  it("shows every loss and every geometry, with the kernel as an ellipse", async () => {
    const { page, messages } = await open({
      hash: "#reference.preferred=0.25&reference.dispreferred=0.25&start=a:0.5,1",
    });
    for (const id of ["loss", "geometry", "domain", "plane"]) {
      const values = await page
        .locator(`#${id} option`)
        .evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));
      expect(values.length).toBeGreaterThan(2);
      for (const value of values) {
        await page.locator(`#${id}`).selectOption(value);
        await settled(page);
        expect(await page.locator(`#${id}`).inputValue(), await page.locator("#alert").innerText()).toBe(
          value,
        );
      }
    }
    await page.locator("#geometry").selectOption("kernel");
    await settled(page);
    const [k11] = await page.locator("#geometry-parameters input").all();
    await k11.fill("3");
    await k11.press("Enter");
    await settled(page);
    expect(await page.locator(".kernel").getAttribute("aria-label")).toContain("half-axes 3.00 and 1.00");
    await k11.fill("-1");
    await k11.press("Enter");
    await expect
      .poll(() => page.locator("#geometry\\.matrix-problem").innerText())
      .toContain("not positive semi-definite");
    expect(messages).toEqual([]);
  }, 120_000);

  it("edits the number of other responses of softmax, as the command line does", async () => {
    // A loss of the margin alone would not show it: the term of K that n is in moves no margin.
    const sets = ["loss.name=orpo", "geometry.name=softmax", "domain=simplex", "horizon=20"];
    const { page, messages } = await open({ hash: `#${sets.join("&")}&start=a:0.3,0.2` });
    const end = async () => (await tableRows(page)).a.at(-2);
    const expected = (n: number) => {
      const args = [...sets, `geometry.others=${n}`].flatMap((each) => ["--set", each]);
      return runsOf(["--start", "a=0.3,0.2", ...args])[0]
        .x.map(readable)
        .join(", ");
    };
    expect(expected(50)).not.toBe(expected(1));
    expect(await end()).toBe(expected(1));
    const others = page.getByRole("textbox", { name: /^n, number of other responses/ });
    await others.fill("50");
    await others.press("Enter");
    await settled(page);
    expect(await end()).toBe(expected(50));
    await page.getByRole("slider", { name: /^n, number of other responses/ }).press("ArrowRight");
    await settled(page);
    expect(await others.inputValue()).toBe("51");
    expect(await page.evaluate(() => location.hash)).toContain("geometry.others=51");
    await others.fill("0.5");
    await others.press("Enter");
    await expect
      .poll(() => page.locator("#geometry\\.others-problem").innerText())
      .toContain("expected a whole number ≥ 1");
    expect(messages).toEqual([]);
  });

  it("plays all trajectories at one clock", async () => {
    const { page, messages } = await open();
    await page.locator("#clock").fill("1000");
    const [end, ...others] = await page.locator(".dot:not([hidden])").all();
    expect(others).toHaveLength(5);
    expect(await end.isVisible()).toBe(true);
    expect(await page.locator("#clock-text").innerText()).toBe("t = 8.35");
    await page.getByRole("button", { name: "Play" }).click();
    await page.waitForTimeout(300);
    await page.getByRole("button", { name: "Pause" }).click();
    const share = Number(await page.locator("#clock").inputValue());
    expect(share).toBeGreaterThan(5);
    expect(share).toBeLessThan(300);
    expect(await page.locator("#cursor").isVisible()).toBe(true);
    expect(messages).toEqual([]);
  });

  it("offers every built-in scenario, and begins with the one that was named", async () => {
    const { page, messages } = await open({ args: ["likelihood-displacement"] });
    const { stdout } = dpoFlow(["list", "--json"], emptyFolder());
    const titles = (JSON.parse(stdout) as { title: string }[]).map(({ title }) => title);
    const menu = page.locator("#preset");
    const groups = await menu
      .locator("optgroup")
      .evaluateAll((all) => all.map((group) => group.getAttribute("label")));
    const options = await menu.locator("option").allInnerTexts();
    for (const title of titles) expect([...groups, ...options]).toContain(title);
    expect(
      await menu.locator("option:checked").evaluate((option) => option.parentElement?.getAttribute("label")),
    ).toBe("The preferred response rises, stands or falls");
    const all = await menu
      .locator("option")
      .evaluateAll((each) => each.map((option) => (option as HTMLOptionElement).value));
    for (const value of all.filter((each) => each !== "")) {
      await menu.selectOption(value);
      await settled(page);
      expect(await menu.inputValue()).toBe(value);
      expect(await page.locator("#alert").innerText()).toBe("");
    }
    expect(messages).toEqual([]);
  }, 120_000);
});
