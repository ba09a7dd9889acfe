/** What this project uses of odex 2.0.4, which ships TypeScript source but no declarations. */
declare module "odex" {
  export type DenseOutput = (component: number, x: number) => number;

  export enum Outcome {
    Converged = 0,
    MaxStepsExceeded = 1,
    EarlyReturn = 2,
  }

  export class Solver {
    constructor(dimension: number);
    maxSteps: number;
    maxStepSize: number;
    initialStepSize: number;
    maxExtrapolationColumns: number;
    denseOutput: boolean;
    interpolationFormulaDegree: number;
    relativeTolerance: number | number[];
    absoluteTolerance: number | number[];
    solve(
      derivative: (x: number, y: number[]) => ArrayLike<number>,
      x0: number,
      y0: number[],
      xEnd: number,
      onStep?: (n: number, xOld: number, x: number, y: number[], dense: DenseOutput) => boolean | undefined,
    ): { y: number[]; outcome: Outcome; nStep: number; nAccept: number; nReject: number; nEval: number };
  }
}
