import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Problem, problem } from "../problem/index.ts";
import type { InputFile } from "./incident-folder.ts";

/** What one folder holds, sorted by name; links are refused, hidden files are nobody's input. */
export type FolderListing = {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly problems: readonly Problem[];
};

const nothing: FolderListing = { files: [], folders: [], problems: [] };

/** Plain code-unit order: the same on every machine, whatever its language. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Lists a folder inside the incident folder; one that is not there is empty. */
export async function listFolder(root: string, name: string): Promise<FolderListing> {
  const entries = await readdir(join(root, name), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
      throw error;
    },
  );
  if (entries === undefined) return nothing;
  const visible = entries.filter((entry) => !entry.name.startsWith("."));
  const names = (wanted: (entry: (typeof visible)[number]) => boolean) =>
    visible
      .filter(wanted)
      .map((entry) => entry.name)
      .sort(byName);
  return {
    files: names((entry) => entry.isFile()),
    folders: names((entry) => entry.isDirectory()),
    // A link may lead out of the folder, to files that nobody meant to mail or to hash.
    problems: names((entry) => entry.isSymbolicLink()).map((link) =>
      problem("incident/link", { file: name === "" ? link : `${name}/${link}` }),
    ),
  };
}

/**
 * A file by its name relative to the incident folder, or undefined if there is none. No step of the
 * name may be a link or lead upwards.
 */
export async function inputFile(root: string, name: string): Promise<InputFile | undefined> {
  if (!staysInside(name)) return undefined;
  const steps = name.split("/");
  for (let depth = 1; depth <= steps.length; depth++) {
    const path = join(root, ...steps.slice(0, depth));
    const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
      throw error;
    });
    if (found === undefined || found.isSymbolicLink()) return undefined;
    if (depth === steps.length) return found.isFile() ? { name, path, bytes: found.size } : undefined;
  }
  return undefined;
}

/** True if a name in a JSON file, relative and with forward slashes, cannot leave its folder. */
export function staysInside(name: string): boolean {
  return (
    name !== "" &&
    !name.includes("\0") &&
    !/^[\\/]|^[A-Za-z]:/.test(name) &&
    name.split(/[\\/]/).every((step) => step !== ".." && step !== "." && step !== "")
  );
}
