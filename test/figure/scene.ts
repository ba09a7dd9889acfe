import type { FigureSpec, Row } from "../../src/figure/kit/spec.js";
import { layOut } from "../../src/render/pictures/layOut.js";

/** Something drawn: where it stands in its plot, in points, how it looks, and the row it stands for. */
export interface Drawn {
  x: number;
  y: number;
  x2?: number;
  y2?: number;
  width?: number;
  text?: string | string[];
  shape?: string;
  fill?: string;
  stroke?: string;
  size?: number;
  angle?: number;
  datum: Row;
}

interface Node {
  marktype?: string;
  name?: string;
  role?: string;
  items?: Node[];
}

/** What a figure shows once it is laid out. */
export interface Scene {
  /** The marks of a layer, by the name of the layer. */
  marks(layer: string): Drawn[];
  /** Texts of a role, such as `legend-label` or `title-text`, line by line. */
  texts(role: string): string[];
}

/** Compiles a figure and lays it out: what a reader sees, not what the specification asks for. */
export async function sceneOf(spec: FigureSpec): Promise<Scene> {
  const view = await layOut(spec);
  const groups: Node[] = [];
  const walk = (node: Node) => {
    if (node.marktype !== undefined) groups.push(node);
    node.items?.forEach(walk);
  };
  walk((view.scenegraph() as unknown as { root: Node }).root);
  const itemsOf = (wanted: (node: Node) => boolean) =>
    groups.filter(wanted).flatMap(({ items }) => (items ?? []) as unknown as Drawn[]);
  return {
    marks: (layer) => itemsOf(({ name }) => name === `${layer.replaceAll("-", "_")}_marks`),
    texts: (role) => itemsOf((node) => node.role === role).flatMap(({ text }) => [text ?? ""].flat()),
  };
}
