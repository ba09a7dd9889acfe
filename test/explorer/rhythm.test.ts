import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRhythm } from "../../src/explorer/rhythm.js";

/** Milliseconds between frames. */
const FRAME = 16;

describe("what is done about changes", () => {
  let done: string[] = [];
  let visible = true;

  beforeEach(() => {
    done = [];
    visible = true;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    vi.stubGlobal("requestAnimationFrame", (draw: () => void) => setTimeout(() => visible && draw(), FRAME));
    vi.stubGlobal("cancelAnimationFrame", clearTimeout);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const rhythm = () =>
    createRhythm({
      quick: async () => void done.push("quick"),
      full: async () => void done.push("full"),
    });

  it("is shown quickly in every frame while changes are live, and in full when they pause", async () => {
    const { beat } = rhythm();
    for (let i = 0; i < 10; i++) {
      beat(true);
      beat(true);
      await vi.advanceTimersByTimeAsync(FRAME);
    }
    expect(done).toEqual(Array(10).fill("quick"));
    await vi.advanceTimersByTimeAsync(200);
    expect(done.slice(10)).toEqual(["full"]);
  });

  it("is shown in full at once where no more are to be expected", async () => {
    const { beat } = rhythm();
    beat(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toEqual(["quick", "full"]);
    await vi.advanceTimersByTimeAsync(500);
    expect(done).toHaveLength(2);
  });

  it("is shown in full at once when a drag ends", async () => {
    const { beat } = rhythm();
    beat(true);
    await vi.advanceTimersByTimeAsync(FRAME);
    beat(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toEqual(["quick", "quick", "full"]);
  });

  it("waits for a key that is held down to be released", async () => {
    const { beat } = rhythm();
    for (let i = 0; i < 10; i++) {
      beat(false);
      await vi.advanceTimersByTimeAsync(33);
    }
    expect(done.filter((step) => step === "full")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(done.filter((step) => step === "full")).toHaveLength(2);
  });

  it("goes on where nobody sees the page and there are no frames", async () => {
    visible = false;
    rhythm().beat(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(done).toEqual(["quick", "full"]);
  });

  it("tells work in progress that it is no longer wanted", async () => {
    const wanted: boolean[] = [];
    const { beat } = createRhythm({
      quick: async () => {},
      async full(current) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        wanted.push(current());
      },
    });
    beat(false);
    await vi.advanceTimersByTimeAsync(5);
    beat(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(wanted).toEqual([false, true]);
  });
});
