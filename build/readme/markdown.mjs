/** Width of lines in README.md. */
const WIDTH = 120;

/** A table; cells may hold `|`. */
export function table(titles, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(titles), `|${titles.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

export const code = (name) => `\`${name}\``;

/** `a`, `b`, `c` */
export const codes = (names) => names.map(code).join(", ");

/** A paragraph, its lines broken where they are full. */
export function paragraph(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
