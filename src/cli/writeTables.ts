import { writeTogether } from "../node/write.js";
import { type TableSubjects, tableFiles } from "../render/tables/registry.js";

/**
 * Writes every table of a command into a folder that exists: all files or none, whenever it is interrupted.
 *
 * @param obsolete files that would not fit the new ones; they are removed
 * @returns the names of the files
 */
export async function writeTables<Source extends keyof TableSubjects>(
  source: Source,
  subject: TableSubjects[Source],
  folder: string,
  obsolete: readonly string[] = [],
): Promise<string[]> {
  const files = tableFiles(source, subject);
  await writeTogether(
    folder,
    files,
    obsolete.filter((name) => !files.has(name)),
  );
  return [...files.keys()];
}
