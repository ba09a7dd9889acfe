/** exp(to) − exp(from), without cancellation where they are close: how much x = exp(r) has changed. */
export const change = (from: number, to: number): number => Math.exp(from) * Math.expm1(to - from);
