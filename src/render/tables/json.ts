/** JSON for people and programs: indented, null for what is not finite, a line end at the end. */
export const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
