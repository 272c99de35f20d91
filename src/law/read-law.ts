import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { type Law, loadLaw } from "./load-law.ts";

/**
 * Reads every `*.json` of a folder as law (see `loadLaw`). A folder that cannot be listed and a
 * file that is not JSON are problems; a file that vanishes while it is read throws.
 */
export function readLaw(dir: string): Read<Law> {
  const problems: Problem[] = [];
  const files = new Map<string, unknown>();
  for (const name of jsonFilesIn(dir, problems)) {
    try {
      files.set(name, JSON.parse(readFileSync(join(dir, name), "utf8")));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      problems.push(problem("law/file-not-json", { file: name }));
    }
  }
  const read = loadLaw(files);
  return { value: read.value, problems: [...problems, ...read.problems] };
}

function jsonFilesIn(dir: string, problems: Problem[]): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith(".json"))
      .sort();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    problems.push(problem("law/folder-not-readable", {}, { reason: code }));
    return [];
  }
}
