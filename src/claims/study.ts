import { createFlow, type Flow } from "../model/flow.js";
import { followFlow } from "../run/follow/followFlow.js";
import type { PathPoint } from "../run/path.js";
import { drawingReadings } from "../run/sampling.js";
import type { Panel } from "../scenario/schema.js";

type Settings = Panel["settings"];

/** Cells of the plane along each axis; even, so that the middle of no cell lies on a corner of a region. */
export const CELLS = 40;

/** The field at one point of the plane. */
export interface PlanePoint {
  /** (x1, x2) and (π_w, π_l). */
  x: [number, number];
  p: [number, number];
  /** (∂L/∂x1, ∂L/∂x2), the negative force where the loss has no gradient. */
  slope: [number, number];
  /** (π_w', π_l') of the free flow, and its length. */
  velocity: [number, number];
  speed: number;
}

/** A plane, its field on a grid and along the runs of its scenario: what claims are measured on. */
export interface Study {
  settings: Settings;
  flow: Flow;
  /** β of the loss; null for a loss that has none. */
  beta: number | null;
  /** The field at (π_w, π_l); undefined where it is not defined or no policy can be. */
  at(w: number, l: number): PlanePoint | undefined;
  /** The middles of CELLS × CELLS cells, row by row from the lower left. */
  grid: readonly (PlanePoint | undefined)[];
  /** Half of the plane is slower than this, half is faster. */
  median: number;
  /** States along the runs from the scenario's starts, as long as they move visibly. */
  runs(): readonly PlanePoint[];
  /** The state (x1, x2) in which the run from `x` ends, and when. */
  end(x: readonly [number, number]): { x: [number, number]; t: number };
  /** The same plane with other settings, such as another geometry. */
  with(changes: Partial<Settings>): Study;
}

/** Component below which a state of a run is on the axis as far as the eye can tell. */
const ON_AXIS = 1e-3;

/** Samples the field of a panel, for claims to be measured on. */
export function createStudy(settings: Settings): Study {
  const flow = createFlow(settings);
  const { preferred, dispreferred } = settings.reference;
  const [f, v] = [new Float64Array(2), new Float64Array(2)];

  const at = (w: number, l: number): PlanePoint | undefined => {
    const x: [number, number] = [w / preferred, l / dispreferred];
    const [r1, r2] = [Math.log(x[0]), Math.log(x[1])];
    if (!flow.isStart(r1, r2)) return undefined;
    const scale = Math.exp(flow.velocity(r1, r2, v));
    flow.loss.force(r1, r2, f);
    const velocity: [number, number] = [w * v[0] * scale, l * v[1] * scale];
    if (scale === 0) velocity.fill(0);
    const slope: [number, number] = [-f[0] / x[0], -f[1] / x[1]];
    return { x, p: [w, l], slope, velocity, speed: Math.hypot(...velocity) };
  };

  const centre = (i: number) => (i + 0.5) / CELLS;
  // A cell whose middle lies on a wall is half beyond it.
  const { hasInside } = flow.domain;
  const grid = Array.from({ length: CELLS * CELLS }, (_, k) => {
    const [w, l] = [centre(k % CELLS), centre(Math.floor(k / CELLS))];
    return hasInside(Math.log(w / preferred), Math.log(l / dispreferred)) ? at(w, l) : undefined;
  });
  const speeds = grid.flatMap((point) => point?.speed ?? []).sort((a, b) => a - b);
  const visible = ({ r }: PathPoint) => at(preferred * Math.exp(r[0]), dispreferred * Math.exp(r[1]));
  let states: PlanePoint[] | undefined;

  return {
    settings,
    flow,
    beta: typeof settings.loss.beta === "number" ? settings.loss.beta : null,
    at,
    grid,
    median: speeds[Math.floor(speeds.length / 2)] ?? 0,
    runs() {
      states ??= Object.values(settings.starts).flatMap((x0) => {
        const path = followFlow(flow, x0, settings);
        return path
          .along(drawingReadings(path))
          .flatMap((point) => visible(point) ?? [])
          .filter(({ p }) => Math.min(...p) > ON_AXIS);
      });
      return states;
    },
    end(x) {
      const { r, t } = followFlow(flow, x, settings).end;
      return { x: [Math.exp(r[0]), Math.exp(r[1])], t };
    },
    with: (changes) => createStudy({ ...settings, ...changes }),
  };
}
