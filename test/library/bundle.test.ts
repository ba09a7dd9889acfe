import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { bundled } from "./bundle.js";
import { program } from "./program.js";

it("a program that simulates and draws is bundled for a browser without shims, and needs nothing of Node", async () => {
  const text = await bundled();
  expect(text).not.toMatch(/\brequire\(|"node:/);
  // What every browser has, and nothing else.
  const page = {
    console,
    performance,
    structuredClone,
    TextEncoder,
    TextDecoder,
    setTimeout,
    setInterval,
    queueMicrotask,
    URL,
  };
  const { program: inPage } = runInNewContext(`${text}; ({ program })`, page);
  const [there, here] = [await inPage(), await program()];
  expect(there.extinctionTime).toBe(here.extinctionTime);
  expect(await there.draw()).toBe(await here.draw());
  expect(await there.drawPlane()).toBe(await here.drawPlane());
});
