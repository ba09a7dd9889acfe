/** Device names of Windows, which cannot be files or folders there. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/**
 * Why a scenario cannot have this name, or undefined. The name becomes a folder, so it must be one harmless
 * path segment on every system.
 */
export function nameProblem(name: string): string | undefined {
  const remedy = `the file name is the scenario's name and names its output folder; rename the file using letters, digits, "-", "_" and "."`;
  const shown = JSON.stringify(name);
  if (name.length > 100) return `a name of ${name.length} characters is too long (at most 100): ${remedy}`;
  if (
    !/^[\p{L}\p{N}_][\p{L}\p{M}\p{N} ._+()=,-]*$/u.test(name) ||
    /[ .]$/.test(name) ||
    name === "__proto__"
  ) {
    return `${shown} cannot be a name: ${remedy}`;
  }
  return RESERVED.test(name) ? `${shown} is reserved on Windows: ${remedy}` : undefined;
}

/** Why a start cannot have this label, or undefined. */
export function labelProblem(label: string): string | undefined {
  if (label.trim() === "") return "expected a label that is not empty";
  if (label.trim() !== label) return "a label cannot begin or end with a space";
  if (label.length > 60) return `expected a label of at most 60 characters, got ${label.length}`;
  if (/\p{Cc}|[\u2028\u2029]|\p{Bidi_Control}/u.test(label))
    return "a label cannot contain control characters";
  if (/[/\\]/.test(label) || /^\.+$/.test(label)) return "a label cannot look like a path";
  if (label === "__proto__") return "this label is reserved by JavaScript";
  // JavaScript moves such keys to the front of any object, in numerical order.
  if (/^(0|[1-9]\d*)$/.test(label)) {
    return `a label needs more than digits, or the order of the starts is lost; try "s${label}"`;
  }
  return undefined;
}
