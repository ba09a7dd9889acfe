import { Document, isCollection, visit } from "yaml";

/** YAML as people write it: lists and mappings of plain values, such as `[0.2, 0.1]`, in one line. */
export function toYaml(value: Readonly<Record<string, unknown>>): string {
  const document = new Document(value);
  visit(document, {
    Collection(_key, node, path) {
      const plain = node.items.every((item) => !isCollection((item as { value?: unknown }).value ?? item));
      if (plain && path.length > 1) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 110 });
}
