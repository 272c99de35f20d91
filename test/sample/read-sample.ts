import { type Day, day } from "../../src/calendar/index.ts";
import { type IncidentFolder, readIncidentFolder } from "../../src/incident/index.ts";
import { canPrint } from "../../src/pdf/index.ts";
import { type Individual, type PeopleOutcome, readPeople } from "../../src/people/index.ts";

export const mailingDay: Day = day("2026-11-24");

export type ReadSample = {
  readonly folder: IncidentFolder;
  /** Everyone once, as the first of a person's rows says. */
  readonly people: readonly Individual[];
  readonly counts: {
    readonly person: number;
    readonly duplicate: number;
    readonly held: number;
    readonly suppressed: number;
  };
  /** The codes of each held row. */
  readonly heldFor: readonly (readonly string[])[];
  /** Code and column of what is wrong with files as a whole. */
  readonly fileProblems: readonly string[];
};

const missing = (text: string) => canPrint(text).map((letter) => letter.codePointAt(0) ?? 0);

/** Reads a sample as the check does; a person's second row is a duplicate. */
export async function readSample(dir: string): Promise<ReadSample> {
  const { value: folder, problems } = await readIncidentFolder(dir);
  if (folder === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  const people: Individual[] = [];
  const heldFor: string[][] = [];
  const fileProblems: string[] = [];
  const counts = { person: 0, duplicate: 0, held: 0, suppressed: 0 };
  for (const { client, peopleFiles } of folder.clients) {
    const seen = new Set<string>();
    for (const file of peopleFiles) {
      for await (const outcome of readPeople(client, file, mailingDay, missing)) take(outcome, seen);
    }
  }
  return { folder, people, counts, heldFor, fileProblems };

  function take(outcome: PeopleOutcome, seen: Set<string>): void {
    if (outcome.kind === "file") {
      fileProblems.push(...outcome.problems.map(({ code, where }) => `${code} ${where.column}`));
      return;
    }
    const again = outcome.kind === "person" && seen.has(outcome.duplicateKey);
    counts[again ? "duplicate" : outcome.kind] += 1;
    if (outcome.kind === "held") heldFor.push([...new Set(outcome.problems.map(({ code }) => code))]);
    if (outcome.kind !== "person" || again) return;
    seen.add(outcome.duplicateKey);
    people.push(outcome.individual);
  }
}
