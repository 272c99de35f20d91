import { approvalWording } from "./wording/approval.ts";
import { cliWording } from "./wording/cli.ts";
import { emailWording } from "./wording/email.ts";
import { incidentWording } from "./wording/incident.ts";
import { lawWording } from "./wording/law.ts";
import { ledgerWording } from "./wording/ledger.ts";
import { letterWording } from "./wording/letter.ts";
import { mailingWording } from "./wording/mailing.ts";
import { noticeWording } from "./wording/notice.ts";
import { peopleWording } from "./wording/people.ts";
import { reportWording } from "./wording/report.ts";
import { workerWording } from "./wording/worker.ts";
import type { Severity, Wording } from "./wording.ts";

/** Where to look. `row` is the spreadsheet row (the header is row 1); `path` is a JSON path. */
export type Place = {
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  readonly path?: string;
  readonly template?: string;
  readonly line?: number;
  readonly client?: string;
  readonly jurisdiction?: string;
  readonly provision?: string;
  readonly variant?: string;
  readonly piece?: string;
  readonly page?: number;
};

export const wordings = {
  ...incidentWording,
  ...peopleWording,
  ...lawWording,
  ...noticeWording,
  ...letterWording,
  ...emailWording,
  ...ledgerWording,
  ...approvalWording,
  ...mailingWording,
  ...reportWording,
  ...workerWording,
  ...cliWording,
} satisfies Record<string, Wording>;

/** `folder/what-is-wrong`; the closed list of everything that can be wrong. */
export type ProblemCode = keyof typeof wordings;

/** Lengths, counts, allowed values, names of files and columns. Never a person's data. */
export type Facts = Readonly<Record<string, string | number>>;

export type Problem = {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly where: Place;
  readonly facts: Facts;
};

/** A value that could be read, with everything that was wrong on the way. */
export type Read<T> = { readonly value: T; readonly problems: readonly Problem[] };

/**
 * Makes a problem; its severity comes from the wording table.
 * @example problem("people/column-unknown", { file: "people.csv", column: "Fax" })
 */
export function problem(code: ProblemCode, where: Place, facts: Facts = {}): Problem {
  return { code, severity: wordings[code].severity, where, facts };
}

/** The problem as sentences: what is wrong, what is there now, what to do next. */
export function problemText(p: Problem): { title: string; now: string; next: string } {
  const { title, now, next }: Wording = wordings[p.code];
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(p.facts[name] ?? (p.where as Readonly<Record<string, unknown>>)[name] ?? whole),
    );
  return { title: fill(title), now: fill(now), next: fill(next) };
}

/** True if any of the problems stops a run. */
export function stops(problems: readonly Problem[]): boolean {
  return problems.some((p) => p.severity === "stops");
}
