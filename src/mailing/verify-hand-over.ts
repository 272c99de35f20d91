import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Duty } from "../law/index.ts";
import type { FileRecord } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { handOverPapers } from "./hand-over-papers.ts";
import type { MailingInputs } from "./inputs.ts";

/** Whether job tickets and sums are there and say what the ledger and the law say; the indexes must be right. */
export function handOverProblems(
  inputs: MailingInputs,
  mailing: string,
  out: string,
  files: readonly FileRecord[],
  duties: readonly Duty[],
): readonly Problem[] {
  return handOverPapers(inputs, mailing, out, files, duties).flatMap(({ path, client, text }) => {
    if (!existsSync(join(out, path)))
      return [problem("mailing/file-missing", { file: path, client }, { mailing: mailing.slice(0, 8) })];
    if (readFileSync(join(out, path), "utf8") === text) return [];
    return [problem("mailing/file-changed", { file: path, client })];
  });
}
