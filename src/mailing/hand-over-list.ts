import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { handOverPaths } from "./hand-over-papers.ts";
import type { MailingInputs } from "./inputs.ts";
import type { MailingRecord } from "./mailing-record.ts";
import { mailingStanding } from "./standing.ts";

/** A file that goes to the mail house, as it was reconciled. `path` is under the output folder. */
export type HandOverFile = {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly pieces: number;
};

/**
 * Why nothing of a mailing may leave: it is not planned, not complete, damaged, not read back in whole, or does not
 * tie. Looks at the ledger and the folder as `status` does.
 */
export function handOverObstacles(inputs: MailingInputs, ledger: Ledger, out: string): readonly Problem[] {
  const { state, mailing, damagedFiles, certificate, verification } = mailingStanding(inputs, ledger, out);
  if (mailing === undefined) return [problem("mailing/nothing-planned", {})];
  const { shards, shardsCommitted: committed } = mailing;
  const id = mailing.id.slice(0, 8);
  if ((state !== "complete" && state !== "handedOver") || damagedFiles > 0)
    return [problem("mailing/not-complete", {}, { shards, committed, mailing: id })];
  const problems: Problem[] = [];
  if (verification === undefined) problems.push(problem("mailing/not-verified", {}, { mailing: id }));
  else if (verification.wrong > 0)
    problems.push(problem("mailing/verified-wrong", {}, { mailing: id, wrong: verification.wrong }));
  if (certificate !== "ties") problems.push(problem("mailing/not-reconciled", {}, { mailing: id }));
  return problems;
}

/**
 * The entry of a file in `mailing.json`, which was found to be the reconciled one. Taken out of its bytes: with
 * some million e-mails the whole of it is more than a text can hold.
 */
function listedIn(record: Buffer, path: string): MailingRecord["files"][number] {
  const at = record.lastIndexOf(`"path": ${JSON.stringify(path)}`);
  if (at < 0) throw new Error("a paper of the mailing is not in its record");
  const entry = record.subarray(record.lastIndexOf("{", at), record.indexOf("}", at) + 1);
  return JSON.parse(entry.toString("utf8")) as MailingRecord["files"][number];
}

/**
 * What the mail house gets, by client: print streams, their indexes, job ticket, its page, the sums. Never e-mails,
 * notices or lists. The hashes of the streams are the ledger's, those of the papers the reconciled record's.
 */
export function handOverFiles(
  inputs: MailingInputs,
  ledger: Ledger,
  out: string,
): ReadonlyMap<string, readonly HandOverFile[]> {
  const committed = ledger.account.printed(inputs.hash);
  const record = readFileSync(join(out, "mailing.json"));
  const all = [...committed, ...handOverPaths(inputs.hash, committed).map((path) => listedIn(record, path))];
  const named = all.map(({ path, bytes, sha256, pieces }) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return { path, name, bytes, sha256, pieces };
  });
  return Map.groupBy(named, ({ path }) => path.slice(0, path.indexOf("/")));
}
