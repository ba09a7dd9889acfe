import type { SliderScale } from "./sliderScale.js";

/** A labelled control of the form with room to say what is wrong with it. */
export interface FormField {
  readonly root: HTMLElement;
  set(value: unknown): void;
  /** Says what is wrong with what was typed; nothing where all is well. */
  problem(message: string): void;
}

/** What a field tells of itself, and whom it tells of its changes. */
export interface FieldOptions {
  /** Unique on the page. */
  id: string;
  label: string;
  slider?: SliderScale;
  /**
   * @param value a number where the text is one, otherwise the text itself, for the check to judge
   * @param live  whether more is coming at once, as while a slider moves
   */
  onChange(value: unknown, live: boolean): void;
}

/** What was typed: a number if it reads as one. */
export function typed(text: string): unknown {
  const trimmed = text.trim().replace(/^−/, "-");
  const number = Number(trimmed);
  return trimmed === "" || Number.isNaN(number) ? trimmed : number;
}

/** A number or text as a box shows it. */
export const shownText = (value: unknown): string => String(value);
