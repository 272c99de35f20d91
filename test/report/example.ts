import { day } from "../../src/calendar/index.ts";
import type { Duty, Jurisdiction, Law, Provision } from "../../src/law/index.ts";
import { loadLaw } from "../../src/law/index.ts";
import { lawPage, wrapped } from "../../src/report/index.ts";

/** What every version of a rule in the examples says of its source. */
export const checked = {
  cite: "Ex. Code § 1",
  source: { title: "Ex. Code, official text", seen: "2026-11-22" },
  confidence: "read",
  verifiedOn: "2026-11-22",
} as const;

const trigger = {
  id: "trigger",
  about: "personal information",
  versions: [
    {
      from: "2023-01-01",
      rule: { kind: "trigger", requiresName: true, elements: ["ssn", "passport"] },
      ...checked,
    },
  ],
};

/** A small law of a State that does not exist, read as any other; throws if it is not sound. */
export function exampleLaw(
  provisions: readonly unknown[],
  more: Readonly<Record<string, unknown>> = {},
): Law {
  const read = loadLaw(
    new Map<string, unknown>([
      [
        "us-xx.json",
        {
          format: 1,
          kind: "jurisdiction",
          jurisdiction: "US-XX",
          name: "Exland",
          level: "state",
          coversFrom: "2023-01-01",
          statutes: [{ citation: "Ex. Code §§ 1-9", scope: "everyone who owns data" }],
          provisions: [trigger, ...provisions],
          ...more,
        },
      ],
    ]),
  );
  const faults = read.problems.filter(({ code }) => code !== "law/contacts-missing");
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return read.value;
}

/** The page of such a law as one line of text without line breaks, to look for sentences in. */
export function pageText(law: Law, on = "2026-11-22"): string {
  return lines(law, on).join(" ").replace(/\s+/g, " ");
}

/** The page, line by line. */
export function lines(law: Law, on = "2026-11-22", width = 100): readonly string[] {
  const [only] = law.jurisdictions.values();
  if (only === undefined) throw new Error("no law");
  return wrapped(lawPage(only as Jurisdiction, day(on)), width).map(({ text }) => text);
}

/** A provision that makes somebody tell the Attorney General. */
export function regulator(
  rule: unknown,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<keyof Provision & string, unknown>> | unknown {
  return {
    id: "attorney-general",
    about: "notice to the Attorney General",
    to: "regulator",
    name: "Attorney General",
    versions: [{ from: "2023-01-01", rule, ...checked, ...more }],
  };
}

/** A duty that a test can change. */
export const duty: Duty = {
  id: "a/US-CA/attorney-general",
  client: "a",
  jurisdiction: "US-CA",
  provision: "attorney-general",
  to: "regulator",
  name: "Attorney General",
  status: "owed",
  due: day("2026-02-25"),
  dueKind: "day",
  target: day("2026-02-25"),
  notBefore: null,
  practicalDay: day("2026-02-25"),
  count: 501,
  residentsOf: null,
  threshold: "more than 500 residents of California",
  by: "client",
  citations: ["Cal. Civ. Code § 1798.82(f)"],
  confidence: "read",
  verifiedOn: day("2026-11-22"),
  why: ["501 is more than 500 (residents of California).", "2026-02-10 + 15 calendar days = 2026-02-25."],
  questions: [],
  tell: [],
  how: null,
  sampleLetter: null,
  recipients: null,
};
