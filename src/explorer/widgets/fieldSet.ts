import type { Problem } from "../../errors.js";
import { getAt, parsePath } from "../../scenario/path.js";
import type { PageState } from "../store/pageState.js";
import { byId } from "./element.js";
import type { FormField } from "./fields/formField.js";

/** The fields of the form, by the path of the value that each stands for. */
export interface FieldSet {
  /** Puts a field at the end of an element. */
  place(host: string, path: string, field: FormField): void;
  /** Takes out all fields of an element. */
  empty(host: string): void;
  show(state: PageState): void;
  /** Says at each field what is wrong with it. @returns the problems that no field stands for */
  complain(problems: readonly Problem[]): Problem[];
}

/** A set without fields. */
export function createFieldSet(): FieldSet {
  const fields = new Map<string, { host: string; field: FormField }>();
  return {
    place(host, path, field) {
      fields.set(path, { host, field });
      byId(host).append(field.root);
    },
    empty(from) {
      for (const [path, { host, field }] of fields) {
        if (host !== from) continue;
        field.root.remove();
        fields.delete(path);
      }
    },
    show(state) {
      for (const [path, { field }] of fields) {
        field.problem("");
        field.set(getAt(state, parsePath(path)));
      }
    },
    complain(problems) {
      return problems.filter(({ path, message }) => {
        const [, found] = [...fields].find(([key]) => path === key || path.startsWith(`${key}[`)) ?? [];
        found?.field.problem(message);
        // What is wrong may be about a field that is folded away: a title that the scenario came with.
        found?.field.root.closest("details")?.setAttribute("open", "");
        return !found;
      });
    },
  };
}
