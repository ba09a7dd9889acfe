/** Milliseconds without a change after which the page works out what it leaves aside meanwhile. */
const PAUSE = 160;

/** What is done about changes. */
export interface Steps {
  /** Shows roughly what has come of the changes up to now. */
  quick(): Promise<void>;
  /** Shows it in full. @param current whether no change has come in meanwhile, so that going on is worth it */
  full(current: () => boolean): Promise<void>;
}

/** Follows changes: at once and roughly, at most once a frame, and in full when no more are to be expected. */
export interface Rhythm {
  /** @param live whether more changes follow at once */
  beat(live: boolean): void;
}

/** A rhythm that waits for its first change. */
export function createRhythm({ quick, full }: Steps): Rhythm {
  let change = 0;
  let frame: number | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;

  const showQuickly = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
    return quick();
  };
  const showFully = async () => {
    const mine = change;
    // Still to come where changes end before the next frame, or nobody sees the page and it has no frames.
    if (frame !== undefined) await showQuickly();
    if (mine === change) await full(() => mine === change);
  };
  return {
    beat(live) {
      change++;
      frame ??= requestAnimationFrame(() => void showQuickly());
      const now = performance.now();
      // A key held down in a menu makes changes that look final, each of them.
      const more = live || now - last < PAUSE;
      if (!live) last = now;
      clearTimeout(pause);
      pause = setTimeout(() => void showFully(), more ? PAUSE : 0);
    },
  };
}
