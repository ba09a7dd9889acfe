/** The part of ndarray that fields use. */
export interface PlainArray {
  readonly data: Float64Array;
  readonly shape: readonly number[];
  get(...index: number[]): number;
  set(...indexAndValue: number[]): number;
}

/**
 * Stands in for ndarray on the page, which makes its functions out of text: the page's security policy forbids that.
 *
 * @param shape of the array, whose last dimension turns fastest
 */
export default function plainArray(data: Float64Array, shape: readonly number[]): PlainArray {
  const at = (index: readonly number[]) => shape.reduce((sum, size, k) => sum * size + index[k], 0);
  return {
    data,
    shape,
    get: (...index) => data[at(index)],
    set(...index) {
      const value = index[shape.length];
      data[at(index)] = value;
      return value;
    },
  };
}
