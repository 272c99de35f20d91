import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { ReportedNotice, ReportRecord } from "./report-record.ts";
import { reportIn } from "./write-report.ts";

/** The drafts that somebody has before them. */
export type DraftsRead = {
  readonly drafts: readonly ReportedNotice[];
  readonly problems: readonly Problem[];
};

/**
 * The drafts of the report in the folder, if their files are those that were written. To be asked before
 * the report is written anew.
 */
export function draftsToRead(out: string): DraftsRead {
  const drafts = reportIn(out)?.notices.filter(({ status }) => status === "draft") ?? [];
  if (drafts.length === 0)
    return { drafts, problems: [problem("report/nothing-to-approve", { file: join(out, "report.json") })] };
  const problems = drafts.flatMap(({ key, files }) =>
    files
      .filter(({ path, sha256 }) => hashOf(join(out, path)) !== sha256)
      .map(({ path }) => problem("approval/proof-changed", { variant: key, file: path })),
  );
  return { drafts, problems };
}

function hashOf(path: string): string | undefined {
  return existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : undefined;
}

/**
 * Records the approval of notices that somebody has read as drafts. Refuses all of them if one is not of the
 * notice as it is now: nobody approves what they did not see.
 * @param now the report as it was just written
 * @param at ISO 8601 with zone
 */
export function approveNotices(
  ledger: Ledger,
  drafts: readonly ReportedNotice[],
  now: ReportRecord,
  reviewer: string,
  at: string,
): readonly Problem[] {
  const current = new Map(now.notices.map(({ key, proofHash }) => [key, proofHash]));
  const problems = drafts
    .filter(({ key, proofHash }) => current.get(key) !== proofHash)
    .map(({ key }) => problem("approval/proof-outdated", { variant: key }));
  if (problems.length > 0) return problems;
  ledger.approvals.record(
    drafts.map(({ key, proofHash }) => ({
      variant: key,
      proofHash,
      decision: "approved" as const,
      reviewer,
      at,
    })),
  );
  return [];
}
