import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../ledger/index.ts";
import { type Census, clientDuties, type MailingInputs, writeDurably } from "../mailing/index.ts";
import { forCounsel } from "../notice/index.ts";
import type { Problem } from "../problem/index.ts";
import {
  type ClientPublication,
  clientPublications,
  populationOf,
  publicationKey,
} from "./client-publication.ts";
import { writeIndividualsList } from "./individuals-list.ts";
import { parseReportRecord, type ReportedNotice, type ReportRecord } from "./report-record.ts";

export type ReportRun = {
  readonly inputs: MailingInputs;
  /** Its intake must be done. */
  readonly ledger: Ledger;
  readonly census: Census;
  /** The folder of the report. */
  readonly out: string;
};

/**
 * Writes every client's notices that are no letters to individuals, and the lists that go with a vendor's
 * letters, each file whole or not at all; then `report.json`. What is approved as it is now is written for
 * publication, everything else as a draft that says so. Files of an earlier report that are no more are
 * removed. The same inputs and approvals give the same bytes.
 */
export function writeReport({ inputs, ledger, census, out }: ReportRun): {
  readonly record: ReportRecord;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const notices: ReportedNotice[] = [];
  const lists: ReportRecord["lists"] = [];
  const earlier = reportIn(out);
  const { incident, clients } = inputs.folder;
  for (const { client } of clients) {
    const duties = clientDuties(inputs, census, client.id);
    // Without a day of discovery no version of the law can be told, and so no text.
    if (duties.problems.some(({ severity }) => severity === "stops")) {
      problems.push(...duties.problems);
      continue;
    }
    const name = `individuals-of-${client.id}.csv`;
    const list =
      incident.notifier.role === "vendor"
        ? writeIndividualsList(ledger, client.id, join(out, client.id, name), name)
        : undefined;
    if (list !== undefined) {
      const { file: _, hash, ...counts } = list;
      lists.push({ client: client.id, path: `${client.id}/${name}`, sha256: hash, ...counts });
    }
    const made = clientPublications({
      inputs,
      client,
      population: populationOf(census.populations, client),
      duties: duties.duties,
      list,
    });
    problems.push(...made.problems);
    for (const publication of made.publications) notices.push(write(publication, ledger, out));
  }
  const record: ReportRecord = {
    format: 1,
    incident: incident.id,
    inputs: inputs.hash,
    notices,
    lists,
  };
  const current = new Set(pathsOf(record));
  for (const path of earlier === undefined ? [] : pathsOf(earlier))
    if (!current.has(path)) rmSync(join(out, path), { force: true });
  writeDurably(join(out, "report.json"), `${JSON.stringify(record, null, 1)}\n`);
  return { record, problems };
}

/** The record of an earlier report in the folder, or undefined. */
export function reportIn(out: string): ReportRecord | undefined {
  const path = join(out, "report.json");
  return existsSync(path) ? parseReportRecord(readFileSync(path, "utf8")) : undefined;
}

function pathsOf({ notices, lists }: ReportRecord): readonly string[] {
  return [...notices.flatMap(({ files }) => files.map(({ path }) => path)), ...lists.map(({ path }) => path)];
}

function write(publication: ClientPublication, ledger: Ledger, out: string): ReportedNotice {
  const { kind, facets, notice, law, proofHash, duties, means, states, period } = publication;
  const key = publicationKey(publication);
  const approval = ledger.approvals.stateOf(key, proofHash);
  const approved = approval.kind === "approved";
  const files = [...publication.files(!approved)].map(([name, text]) => {
    const path = `${facets.client}/${name}`;
    writeDurably(join(out, path), text);
    return { path, sha256: createHash("sha256").update(text).digest("hex") };
  });
  return {
    key,
    client: facets.client,
    kind,
    language: facets.language,
    state: kind === "media" ? facets.jurisdiction : null,
    status: approved ? "approved" : "draft",
    approvedBy: approved ? approval.decision.reviewer : null,
    approvedAt: approved ? approval.decision.at : null,
    proofHash,
    files,
    posting: period,
    states: [...states],
    duties: duties.map(({ id, status, due, citations }) => ({ id, status, due, citations: [...citations] })),
    forCounsel: [...forCounsel(notice, law)],
    substitute: means.map(({ name: _, confidence: __, means: by, ...each }) => ({ ...each, means: [...by] })),
  };
}
