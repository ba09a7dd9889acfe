import { expressionInterpreter } from "vega-interpreter";
import type { FigureSpec } from "../../figure/kit/spec.js";
import { FIGURE_KINDS } from "../../figure/registry.js";
import { scenarioFigure } from "../../figure/scenarioFigure.js";
import { SCENARIO_KINDS, type ScenarioKind } from "../../figure/scenarioKinds.js";
import { renderSvg } from "../../render/pictures/svg.js";
import { trajectoriesCsv } from "../../render/tables/trajectories.js";
import { toYaml } from "../../scenario/yaml.js";
import type { Result, Run } from "../../simulate/run.js";
import type { PageState } from "../store/pageState.js";
import { byId, element } from "./element.js";
import { fillMenu } from "./fields/selectField.js";

/** Pixels per point of a PNG. */
const RESOLUTION = 3;

/** The state as a scenario file, as `dpo-flow show` prints it. */
export function scenarioYaml({ name, ...data }: PageState): string {
  return `# ${name}\n${toYaml(data)}`;
}

/** The figure that is chosen at first: what the page itself shows. */
const FIRST: ScenarioKind = "phase-plane";

/** The chosen kind of figure. */
const chosen = ({ value }: HTMLSelectElement): ScenarioKind =>
  SCENARIO_KINDS.find((name) => name === value) ?? FIRST;

/** An SVG drawn by the browser, as PNG. */
async function rasterised(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = element("canvas");
  canvas.width = image.naturalWidth * RESOLUTION;
  canvas.height = image.naturalHeight * RESOLUTION;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the browser cannot make a PNG"))),
      "image/png",
    );
  });
}

function save(name: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type }) : content);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What can be taken away. */
export interface Source {
  state(): PageState;
  /** Full runs, computed now where they are not known. */
  runs(): Run[];
  say(text: string): void;
  complain(text: string): void;
}

/** Wires up the buttons that download. */
export function createTakeAway({ state, runs, say, complain }: Source): void {
  const figure = byId<HTMLSelectElement>("figure");
  fillMenu(
    figure,
    SCENARIO_KINDS.map((name) => ({ value: name, text: FIGURE_KINDS[name].title })),
  );
  figure.value = FIRST;
  const result = (): Result => ({
    scenario: state(),
    panels: [{ panel: "base", settings: state(), runs: runs() }],
  });
  const spec = (): Promise<FigureSpec> =>
    scenarioFigure(chosen(figure), {
      scenario: state(),
      panel: { name: "base", settings: state() },
      result,
    });
  const on = (id: string, action: () => Promise<string>) =>
    byId(id).addEventListener("click", () => {
      action().then(say, (error: Error) => complain(error.message));
    });
  const file = async (ending: string, content: string | Blob, type: string) => {
    const name = `${state().name}${ending}`;
    save(name, content, type);
    return `saved ${name}`;
  };
  on("save-svg", async () =>
    file(`.${figure.value}.svg`, await renderSvg(await spec(), expressionInterpreter), "image/svg+xml"),
  );
  on("save-png", async () =>
    file(
      `.${figure.value}.png`,
      await rasterised(await renderSvg(await spec(), expressionInterpreter)),
      "image/png",
    ),
  );
  on("save-spec", async () =>
    file(`.${figure.value}.vl.json`, `${JSON.stringify(await spec())}\n`, "application/json"),
  );
  on("save-csv", async () => file(".csv", trajectoriesCsv(result()), "text/csv"));
  on("save-yaml", async () => file(".yaml", scenarioYaml(state()), "text/yaml"));
  on("copy-link", async () => {
    await navigator.clipboard.writeText(location.href);
    return "link copied";
  });
}
