import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Duty } from "../law/index.ts";
import type { FileRecord } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { type HandOverPaper, handOverPapers, readIndexes } from "./hand-over-papers.ts";
import type { MailingInputs } from "./inputs.ts";

/** Whether job tickets and sums are there and say what the ledger and the law say; the indexes must be right. */
export function handOverProblems(
  inputs: MailingInputs,
  mailing: string,
  out: string,
  files: readonly FileRecord[],
  duties: readonly Duty[],
): readonly Problem[] {
  const papers = handOverPapers(inputs, mailing, files, readIndexes(out), duties);
  return Array.from(papers, (paper) => paperProblems(paper, out, mailing)).flat();
}

/** Whether a paper lies there as it must be handed over. */
export function paperProblems(
  { path, client, text }: HandOverPaper,
  out: string,
  mailing: string,
): readonly Problem[] {
  const where = { file: path, client };
  if (!existsSync(join(out, path)))
    return [problem("mailing/file-missing", where, { mailing: mailing.slice(0, 8) })];
  return readFileSync(join(out, path), "utf8") === text ? [] : [problem("mailing/file-changed", where)];
}
