/**
 * Replaces NaN, Infinity and −Infinity, which Python writes into JSON and JSON does not know, by strings.
 *
 * @returns a function to be given the text piece by piece; it keeps what may go on in the next piece to
 *          itself
 */
export function quoteNonNumbers(): (chunk: string) => string {
  let [inString, escaped] = [false, false];
  let word = "";
  return (chunk) => {
    let out = "";
    for (const char of chunk) {
      if (inString) {
        out += char;
        if (escaped) escaped = false;
        else if (char === "\\") escaped = true;
        else if (char === '"') inString = false;
        continue;
      }
      if (/[A-Za-z-]/.test(char)) {
        word += char;
        continue;
      }
      if (word !== "") {
        out += /^-?(NaN|Infinity)$/.test(word) ? `"${word}"` : word;
        word = "";
      }
      out += char;
      if (char === '"') inString = true;
    }
    return out;
  };
}
