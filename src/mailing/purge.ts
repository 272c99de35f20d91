import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { addDays, type Day, day } from "../calendar/index.ts";
import type { Incident } from "../incident/index.ts";
import type { DeletedObjects, Ledger, PurgedCounts, PurgeState } from "../ledger/index.ts";
import { type Problem, problem, stops } from "../problem/index.ts";
import type { MailingInputs } from "./inputs.ts";
import { filesOfPeople, remainingFiles } from "./purge-list.ts";
import { objectStoresOf, removeObjects } from "./remove-objects.ts";

/** Deleted files, counted. */
export type PurgedFiles = { readonly files: number; readonly bytes: number };

export type PurgeRequest = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  /** The day that whoever purges gives: on or after the day on which the data may go. */
  readonly on: Day;
  readonly by: string;
  /** ISO 8601 with zone. */
  readonly at: string;
  /** Files that list people and are no part of a mailing. */
  readonly more: readonly string[];
  readonly progress?: (files: number) => void;
  readonly aborted?: () => boolean;
};

export type PurgeResult =
  | {
      readonly kind: "purged";
      readonly files: PurgedFiles;
      /** In object stores. */
      readonly objects: DeletedObjects;
      readonly counts: PurgedCounts;
      readonly problems: readonly Problem[];
    }
  /** All is deleted but what an object store would not let go: run again. */
  | { readonly kind: "incomplete"; readonly problems: readonly Problem[] }
  /** Interrupted between files: run again. */
  | { readonly kind: "aborted" };

/** The day on which the last mailing was handed over or given up, by the ledger's events; undefined if one is open. */
function closedOn(ledger: Ledger): Day | undefined {
  let last: string | undefined;
  const mailings = ledger.mailings.all();
  if (mailings.length === 0 || mailings.some(({ state }) => state === "open")) return undefined;
  for (const { at, kind } of ledger.events.all())
    if ((kind === "mailingHandedOver" || kind === "mailingWithdrawn") && (last === undefined || at > last))
      last = at;
  return last === undefined ? undefined : day(last.slice(0, 10));
}

/** Why the people of an incident may not be deleted on that day. A purge that was begun goes on whatever changed. */
export function purgeObstacles(
  { retention, lawEnforcementHolds = [] }: Pick<Incident, "retention" | "lawEnforcementHolds">,
  ledger: Ledger,
  on: Day,
): readonly Problem[] {
  if (ledger.purge.state().kind !== "none") return [];
  const file = "incident.json";
  const problems: Problem[] = [];
  if (retention?.hold !== undefined)
    problems.push(
      problem("mailing/purge-on-hold", { file, path: "retention.hold" }, { until: "it is taken out" }),
    );
  lawEnforcementHolds.forEach(({ through }, index) => {
    if (through === undefined || through >= on)
      problems.push(
        problem(
          "mailing/purge-on-hold",
          { file, path: `lawEnforcementHolds[${index}]` },
          { until: through ?? "its last day is given" },
        ),
      );
  });
  if (retention === undefined)
    problems.push(problem("mailing/purge-without-retention", { file, path: "retention" }));
  const closed = closedOn(ledger);
  if (closed === undefined) return [...problems, problem("mailing/purge-before-hand-over", {})];
  if (retention === undefined) return problems;
  const from = addDays(closed, retention.personalDataDays);
  if (on < from)
    problems.push(
      problem("mailing/purge-too-early", {}, { on, from, closed, days: retention.personalDataDays }),
    );
  return problems;
}

/** What a purge would delete and what it would leave. Changes nothing. */
export function purgePreview({ inputs, ledger, more }: Pick<PurgeRequest, "inputs" | "ledger" | "more">): {
  readonly state: PurgeState;
  readonly files: PurgedFiles;
  /** Where files of the mailings were put, `s3://…`; what is there now, only the stores know. */
  readonly stores: readonly string[];
  /** Relative to the incident folder. */
  readonly remains: readonly string[];
} {
  const { dir } = inputs.folder;
  let files = 0;
  let bytes = 0;
  for (const path of filesOfPeople(ledger, dir, more)) {
    files += 1;
    bytes += statSync(path).size;
  }
  const lists = inputs.files.map(({ name }) => name).filter((name) => !name.endsWith(".json"));
  return {
    state: ledger.purge.state(),
    files: { files, bytes },
    stores: objectStoresOf(ledger),
    remains: remainingFiles(dir, lists),
  };
}

const breathe = () => new Promise((resolve) => setImmediate(resolve));
const filesBetweenBreaths = 100;

/**
 * Deletes the people of an incident: files first, then objects in stores, then the ledger's rows, then the room they
 * took. What may not be lost on the way is noted before: a purge that was killed, or that could not reach a store,
 * ends the same when it is run again. Ask `purgeObstacles` first.
 */
export async function purge(request: PurgeRequest): Promise<PurgeResult> {
  const { inputs, ledger, on, by, at, more, progress, aborted = () => false } = request;
  ledger.purge.begin({ at, onDay: on, by });
  let files = 0;
  let bytes = 0;
  const folders = new Set<string>();
  for (const path of filesOfPeople(ledger, inputs.folder.dir, more)) {
    bytes += statSync(path).size;
    rmSync(path);
    folders.add(dirname(path));
    files += 1;
    progress?.(1);
    if (files % filesBetweenBreaths !== 0) continue;
    await breathe();
    if (aborted()) return { kind: "aborted" };
  }
  for (const folder of folders) if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
  const problems: Problem[] = [];
  let objects = 0;
  let objectBytes = 0;
  for (const { id } of ledger.mailings.all()) {
    if (aborted()) return { kind: "aborted" };
    const removed = await removeObjects(ledger, id, at, true, "mailing/objects-not-deleted");
    objects += removed.objects;
    objectBytes += removed.bytes;
    problems.push(...removed.problems);
  }
  const counts = ledger.purge.clear(at);
  ledger.purge.shrink();
  if (stops(problems)) return { kind: "incomplete", problems };
  ledger.purge.finish(at, { files, bytes, objects, objectBytes });
  return {
    kind: "purged",
    files: { files, bytes },
    objects: { objects, bytes: objectBytes },
    counts,
    problems,
  };
}
