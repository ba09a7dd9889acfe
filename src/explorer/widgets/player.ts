import { readable, short } from "../../figure/kit/captions.js";
import type { Run } from "../../simulate/run.js";
import { hueOn } from "../views/palette.js";
import { stateAt } from "../views/stateAt.js";
import { byId, element } from "./element.js";

/** Seconds in which the longest run is played. */
const SECONDS = 8;

/** A dot on each trajectory at one time for all, and the time on the charts beside. */
export interface Player {
  show(runs: readonly Run[], dark: boolean): void;
}

/** What a player moves along. */
export interface Stage {
  pixels(x: readonly [number, number]): [number, number] | undefined;
  /** Draws the time on the charts; undefined takes it away. */
  mark(t: number | undefined): void;
}

/** Wires up the button and the slider of time. */
export function createPlayer({ pixels, mark }: Stage): Player {
  const [button, slider, text, host] = [
    byId("play"),
    byId<HTMLInputElement>("clock"),
    byId("clock-text"),
    byId("dots"),
  ];
  const last = Number(slider.max);
  let runs: readonly Run[] = [];
  let dots: HTMLElement[] = [];
  let share = 0;
  let playing: number | undefined;

  const draw = () => {
    const end = Math.max(0, ...runs.map(({ t }) => t));
    const t = share * end;
    slider.value = String(Math.round(share * last));
    slider.setAttribute("aria-valuetext", `t = ${readable(t)}`);
    text.textContent = `t = ${short(t)}`;
    mark(share > 0 ? t : undefined);
    for (const [i, dot] of dots.entries()) {
      const at = share > 0 ? pixels(stateAt(runs[i], t)) : undefined;
      const shown = at?.every((value) => Number.isFinite(value)) ?? false;
      dot.hidden = !shown;
      if (at && shown) dot.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
    }
  };
  const stop = () => {
    if (playing !== undefined) cancelAnimationFrame(playing);
    playing = undefined;
    button.textContent = "Play";
  };
  const play = () => {
    if (share >= 1) share = 0;
    button.textContent = "Pause";
    let before: number | undefined;
    const tick = (now: number) => {
      share = Math.min(1, share + (now - (before ?? now)) / (1000 * SECONDS));
      before = now;
      draw();
      if (share < 1) playing = requestAnimationFrame(tick);
      else stop();
    };
    playing = requestAnimationFrame(tick);
  };
  button.addEventListener("click", () => (playing === undefined ? play() : stop()));
  slider.addEventListener("input", () => {
    stop();
    share = Number(slider.value) / last;
    draw();
  });
  return {
    show(now, dark) {
      runs = now;
      if (dots.length !== runs.length) {
        dots = runs.map(() => element("span", { class: "dot" }));
        host.replaceChildren(...dots);
      }
      for (const [i, dot] of dots.entries()) dot.style.background = hueOn(dark, i);
      draw();
    },
  };
}
