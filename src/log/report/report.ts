/** What a log says, in words: a title, the gist, and sentences by subject. */
export interface Report {
  title: string;
  summary: string[];
  sections: { heading: string; sentences: string[] }[];
}

/** A report as Markdown, fit for an issue or a model card. */
export function reportMarkdown({ title, summary, sections }: Report): string {
  // A file's name may hold what Markdown takes for markup; sentences are ours but for such names.
  const plain = (text: string) => text.replace(/[\\`*<>[\]|]/g, "\\$&").replace(/(?<!\w)_|_(?!\w)/g, "\\_");
  const parts = [
    `## ${plain(title)}`,
    summary.map(plain).join(" "),
    ...sections.map(({ heading, sentences }) =>
      [`### ${heading}`, sentences.map((sentence) => `- ${plain(sentence)}`).join("\n")].join("\n\n"),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Lines of at most `width` characters, the second and later ones indented. */
function wrap(text: string, width: number, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/ (?!%)/)) {
    if (!empty && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      [line, empty] = [rest, true];
    }
    line = empty ? line + word : `${line} ${word}`;
    empty = false;
  }
  return [...lines, line].join("\n");
}

/**
 * A report as plain text for a terminal.
 *
 * @param width columns to keep within
 */
export function reportText({ title, summary, sections }: Report, width = 80): string {
  const parts = [
    title,
    wrap(summary.join(" "), width, "", ""),
    ...sections.map(({ heading, sentences }) =>
      [heading, ...sentences.map((sentence) => wrap(sentence, width, "  - ", "    "))].join("\n"),
    ),
  ];
  return parts.join("\n\n");
}
