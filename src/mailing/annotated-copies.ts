import { join } from "node:path";
import type { Ledger } from "../ledger/index.ts";
import { type RowProblems, writeAnnotatedCopy } from "../people/index.ts";
import { makeFolderFor } from "./durable-file.ts";
import type { MailingInputs } from "./inputs.ts";

/** A copy for fixing, and how many of its rows have a note. */
export type AnnotatedCopy = { readonly path: string; readonly annotated: number };

/**
 * Writes, for each people file with held rows, a copy with the problem and the next step beside each, as
 * `<out>/<client>/<file>.csv`. Row numbers stay those of the original.
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
      const name = (file.name.split("/").at(-1) ?? "people").replace(/\.[^.]*$/, "");
      const path = join(out, client.id, `${name}.csv`);
      makeFolderFor(path);
      const rows = function* (): Generator<RowProblems> {
        for (const held of ledger.intake.held()) if (held.file === file.name) yield held;
      };
      copies.push({ path, ...(await writeAnnotatedCopy(file, rows(), path)) });
    }
  return copies;
}
