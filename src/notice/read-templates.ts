import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Read } from "../problem/index.ts";
import { isWordsFile } from "./template-words.ts";
import { loadTemplates, type OverrideText, type Templates } from "./templates.ts";

/**
 * Reads every `.md` under the folder and the languages' words, and checks them, with the overrides of an incident folder.
 * Throws if the folder cannot be read.
 */
export function readTemplates(dir: string, overrides: readonly OverrideText[] = []): Read<Templates> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(dir, { recursive: true, encoding: "utf8" })) {
    const name = entry.replaceAll("\\", "/");
    if (!name.endsWith(".md") && !isWordsFile(name)) continue;
    files.set(name, readFileSync(join(dir, entry), "utf8"));
  }
  return loadTemplates(files, overrides);
}
