import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../ledger/index.ts";
import { type RowProblems, writeAnnotatedCopy } from "../people/index.ts";
import { makeFolderFor } from "./durable-file.ts";
import type { MailingInputs } from "./inputs.ts";

/** Where the copy of a list goes; the list's own name stays in it, so that two lists never share a copy. */
function copyPath(out: string, client: string, file: string): string {
  const name = file.split("/").at(-1) ?? "people";
  return join(out, client, name.endsWith(".csv") ? `checked-${name}` : `checked-${name}.csv`);
}

/** A copy for fixing, and how many of its rows have a note. */
export type AnnotatedCopy = { readonly path: string; readonly annotated: number | undefined };

/**
 * Writes, for each people file with held rows, a copy with the problem and the next step beside each, as
 * `<out>/<client>/checked-<file>.csv`. Row numbers stay those of the original. An earlier copy is left as it
 * is, because somebody may be mending it: `annotated` is then undefined.
 */
export async function writeAnnotatedCopies(
  inputs: MailingInputs,
  ledger: Ledger,
  out: string,
): Promise<readonly AnnotatedCopy[]> {
  const withProblems = new Set<string>();
  for (const { file } of ledger.intake.held()) withProblems.add(file);
  const copies: AnnotatedCopy[] = [];
  for (const { client, peopleFiles } of inputs.folder.clients)
    for (const file of peopleFiles) {
      if (!withProblems.has(file.name)) continue;
      const path = copyPath(out, client.id, file.name);
      if (existsSync(path)) {
        copies.push({ path, annotated: undefined });
        continue;
      }
      makeFolderFor(path);
      const rows = function* (): Generator<RowProblems> {
        for (const held of ledger.intake.held()) if (held.file === file.name) yield held;
      };
      copies.push({ path, ...(await writeAnnotatedCopy(file, rows(), path)) });
    }
  return copies;
}
