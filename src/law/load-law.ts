import { createHash } from "node:crypto";
import type { z } from "zod";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { type ContactsFile, contactsSchema } from "./contacts-file.ts";
import { type Jurisdiction, jurisdictionSchema } from "./jurisdiction.ts";
import { lawFileProblems } from "./law-file-problems.ts";

/** All jurisdictions that were loaded, by id (`US-CA`), and the contact blocks of the country. */
export type Law = {
  readonly jurisdictions: ReadonlyMap<string, Jurisdiction>;
  /** Undefined if the contacts file is missing or faulty, which is a problem that stops. */
  readonly contacts: ContactsFile | undefined;
  /** SHA-256 (hex) over every file: changes when any fact changes. */
  readonly hash: string;
};

/** SHA-256 (hex) of a value written as JSON with sorted keys. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(sortedJson(value)).digest("hex");
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${sortedJson(part)}`).join(",")}}`;
}

/**
 * Reads the files of `jurisdictions/` (by file name, already parsed from JSON; `schema.json` is
 * passed over). A file with a problem is left out of the law, and every problem is reported.
 * Needs exactly one contacts file.
 */
export function loadLaw(files: ReadonlyMap<string, unknown>): Read<Law> {
  const problems: Problem[] = [];
  const jurisdictions = new Map<string, Jurisdiction>();
  let contacts: ContactsFile | undefined;
  for (const [file, json] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (file === "schema.json") continue;
    if (kindOf(json) === "contacts") {
      const read = contactsSchema.safeParse(json);
      if (read.success) contacts = read.data;
      else problems.push(...issueProblems(file, read.error));
      continue;
    }
    const read = jurisdictionSchema.safeParse(json);
    if (!read.success) {
      problems.push(...issueProblems(file, read.error));
      continue;
    }
    const found = lawFileProblems(file, read.data);
    problems.push(...found);
    if (jurisdictions.has(read.data.jurisdiction))
      problems.push(problem("law/jurisdiction-twice", { file, jurisdiction: read.data.jurisdiction }));
    else if (found.length === 0) jurisdictions.set(read.data.jurisdiction, read.data);
  }
  if (contacts === undefined) problems.push(problem("law/contacts-missing", {}));
  return { value: { jurisdictions, contacts, hash: hashOf([[...jurisdictions], contacts]) }, problems };
}

function kindOf(json: unknown): unknown {
  return typeof json === "object" && json !== null && "kind" in json ? json.kind : undefined;
}

function issueProblems(file: string, error: z.ZodError): Problem[] {
  return error.issues.map((issue) => {
    const path = issue.path.map(String).join(".");
    if (issue.code === "unrecognized_keys")
      return problem("law/key-unknown", { file, path }, { keys: issue.keys.join(", ") });
    if (issue.path.at(-1) === "cite") return problem("law/citation-missing", { file, path });
    return problem("law/value-wrong", { file, path }, { wanted: issue.message });
  });
}
