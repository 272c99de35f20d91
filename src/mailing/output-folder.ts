import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Ledger } from "../ledger/index.ts";
import type { Problem } from "../problem/index.ts";
import { unfinishedEnding } from "./durable-file.ts";
import { handOverFolder } from "./hand-over-folder.ts";
import { handOverPaths } from "./hand-over-papers.ts";
import { removeObjects } from "./remove-objects.ts";

/** Where a client's pieces go under the output folder; nothing else is ever looked at or touched there. */
const folders = ["print", "email"] as const;
const pieceEndings = [".pdf", ".csv", ".json", ".html", ".sha256", ".eml"];

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Removes what an interrupted run left unfinished in the clients' own folders. */
export function sweepUnfinished(out: string, clients: readonly string[]): void {
  for (const client of clients)
    for (const folder of folders)
      for (const name of entriesOf(join(out, client, folder)))
        if (pieceEndings.some((ending) => name.endsWith(ending + unfinishedEnding)))
          rmSync(join(out, client, folder, name));
}

/**
 * Notes in the ledger where a mailing's files are written, once for each folder; relative to the incident
 * folder where it lies inside, so that a copy of the incident never reaches into the original.
 */
export function recordOutput(ledger: Ledger, mailing: string, dir: string, out: string, at: string): void {
  if (outputsOf(ledger, mailing, dir).includes(out)) return;
  const facts = { out: notedOutput(dir, out) };
  ledger.events.record([{ at, kind: "outputChosen", mailing, facts }]);
}

/** An output folder as the ledger names it. */
export function notedOutput(dir: string, out: string): string {
  const inside = relative(dir, out);
  return inside.startsWith("..") || isAbsolute(inside) ? out : inside;
}

/** The folders that a mailing's files were written to. */
export function outputsOf(ledger: Ledger, mailing: string, dir: string): readonly string[] {
  // Ledgers of version 1 noted it in the event of the plan.
  return [...ledger.events.all({ mailing })]
    .filter(({ kind, facts }) => kind === "outputChosen" || (kind === "mailingPlanned" && "out" in facts))
    .map(({ facts }) => resolve(dir, String(facts.out)));
}

/**
 * Removes the files of withdrawn mailings, wherever they were written, in object stores too; the current one's only
 * where it will be made anew, because of voided codes. May be interrupted and repeated. Gives the stores that could
 * not be emptied: the next run, or a purge, tries again.
 */
export async function removeWithdrawn(
  ledger: Ledger,
  current: string,
  dir: string,
  at: string,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { id, state } of ledger.mailings.all()) {
    if (state !== "withdrawn" || (id === current && !ledger.mailings.hasVoidCodes(id))) continue;
    for (const { out, path } of filesOf(ledger, id, dir)) rmSync(join(out, path), { force: true });
    for (const out of outputsOf(ledger, id, dir))
      rmSync(handOverFolder(out, id), { recursive: true, force: true });
    problems.push(...(await removeObjects(ledger, id, at, false, "mailing/objects-left")).problems);
  }
  return problems;
}

/**
 * Takes the files of other mailings that were sent out of the way, wherever they were written, to `sent/<mailing>/`.
 * May be interrupted and repeated.
 */
export function setSentAside(ledger: Ledger, current: string, dir: string): void {
  for (const { id, state } of ledger.mailings.all()) {
    if (id === current || state !== "handedOver") continue;
    for (const { out, path } of filesOf(ledger, id, dir)) {
      const from = join(out, path);
      if (!existsSync(from)) continue;
      const to = join(out, "sent", id.slice(0, 8), path);
      mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
      renameSync(from, to);
    }
  }
}

/** Every file of a mailing that goes to somebody, in every folder where it was written. */
function* filesOf(
  ledger: Ledger,
  mailing: string,
  dir: string,
): Generator<{ readonly out: string; readonly path: string }> {
  for (const out of outputsOf(ledger, mailing, dir)) {
    for (const { path } of ledger.account.files(mailing)) yield { out, path };
    for (const path of handOverPaths(mailing, ledger.account.printed(mailing))) yield { out, path };
  }
}

/** Every folder that a mailing of the incident was written to, each once. */
export function outputFolders(ledger: Ledger, dir: string): readonly string[] {
  return [...new Set(ledger.mailings.all().flatMap(({ id }) => outputsOf(ledger, id, dir)))];
}
