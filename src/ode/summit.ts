/** Golden sections narrow a bracket to 0.618^44 of its width in so many steps: to less than a billionth. */
const SECTIONS = 44;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * A point between `a` and `b`, in which f has one peak, where f is no longer negative; undefined where the
 * peak is too low. By golden sections, as no slope is known.
 */
export function summit(f: (x: number) => number, a: number, b: number): number | undefined {
  let [left, right] = [a, b];
  let [x1, x2] = [right - GOLDEN * (right - left), left + GOLDEN * (right - left)];
  let [f1, f2] = [f(x1), f(x2)];
  for (let i = 0; i < SECTIONS; i++) {
    if (f1 >= 0) return x1;
    if (f2 >= 0) return x2;
    if (f1 > f2) {
      [right, x2, f2] = [x2, x1, f1];
      x1 = right - GOLDEN * (right - left);
      f1 = f(x1);
    } else {
      [left, x1, f1] = [x1, x2, f2];
      x2 = left + GOLDEN * (right - left);
      f2 = f(x2);
    }
  }
  return undefined;
}
