import {
  type Duty,
  duties,
  estimatedPopulation,
  type Population,
  type VendorTotal,
  vendorTotals,
} from "../law/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import type { MailingInputs } from "./inputs.ts";

export type DutyReport = {
  readonly duties: readonly Duty[];
  /** How many live where over all clients of a vendor, for information; empty for one client alone. */
  readonly totals: readonly VendorTotal[];
  readonly problems: readonly Problem[];
};

/**
 * The duties of every client (or of one), by its people where there are lists and by its estimate where
 * there are none. Sorted by client, then due day; duties without a day come first, because they are due now.
 */
export function clientDuties(inputs: MailingInputs, census: Census | undefined, only?: string): DutyReport {
  const found: Duty[] = [];
  const problems: Problem[] = [];
  const populations = new Map<string, Population>();
  for (const { client, peopleFiles } of inputs.folder.clients) {
    if (only !== undefined && client.id !== only) continue;
    const population: Population =
      (peopleFiles.length > 0 ? census?.populations.get(client.id) : undefined) ??
      estimatedPopulation(client);
    populations.set(client.id, population);
    const report = duties(inputs.law, inputs.folder.incident, client, population);
    found.push(...report.duties);
    problems.push(...report.problems);
  }
  const day = (duty: Duty) => duty.due ?? "";
  found.sort((a, b) => compare(a.client, b.client) || compare(day(a), day(b)) || compare(a.id, b.id));
  const totals = only === undefined ? vendorTotals(inputs.folder.incident, populations) : [];
  return { duties: found, totals, problems };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Why letters may not leave yet: what stops by itself, and questions without whose answer no day is sure. */
export function dutyObstacles({
  duties: found,
  problems,
}: Pick<DutyReport, "duties" | "problems">): readonly Problem[] {
  const questions = found.flatMap(({ client, jurisdiction, provision, status, questions: asked }) =>
    (status === "question" || status === "owed" ? asked : [])
      .filter(({ blocking }) => blocking)
      .map(({ text, field }) =>
        problem(
          "mailing/duty-question",
          { client, jurisdiction, provision },
          { question: text, field: field ?? "the dates" },
        ),
      ),
  );
  return [...problems, ...questions];
}
