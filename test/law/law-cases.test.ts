import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { clientSchema, type DataElement, incidentSchema } from "../../src/incident/index.ts";
import {
  type Duty,
  duties,
  type ExposureClass,
  estimatedPopulation,
  governingDay,
  isTriggered,
  noticeLaw,
  type Population,
  readLaw,
} from "../../src/law/index.ts";

const casesDir = new URL("../law-cases/", import.meta.url);
const { value: law, problems } = readLaw("jurisdictions");

type LawCase = {
  readonly name: string;
  readonly client: string;
  readonly dates: Record<string, string>;
  readonly dataElements: readonly DataElement[];
  readonly counts?: Record<string, number>;
  readonly residents?: Record<string, Record<string, string>>;
  readonly expect?: Record<string, string>;
  readonly notBefore?: Record<string, string>;
  readonly notifier?: "vendor";
  readonly vendorIsAgent?: boolean | "unknown";
  readonly policy?: "deemed";
  readonly holds?: readonly unknown[];
  readonly undeliverable?: Record<string, number>;
  readonly licences?: readonly string[];
  readonly parentCompany?: string;
  readonly form?: { title?: string; headings: string[]; atLeastPoints?: number } | null;
  readonly letter?: {
    readonly phi: boolean;
    readonly exposure: ExposureClass;
    readonly requires: readonly string[];
    readonly forbids: readonly string[];
    readonly silent?: readonly string[];
    /** Nothing else is required. */
    readonly exactly?: true;
    readonly services: number | null;
    readonly description: string;
  };
};

function clientOf(each: LawCase, counts: Record<string, number>) {
  return clientSchema.parse({
    format: 1,
    id: "case",
    name: "Case Client",
    kind: each.client,
    estimated: { counts, dataElements: each.dataElements },
    ...(each.vendorIsAgent === undefined ? {} : { vendorIsAgent: each.vendorIsAgent }),
    ...(each.parentCompany === undefined ? {} : { parentCompany: each.parentCompany }),
    ...(each.licences === undefined ? {} : { licences: each.licences }),
  });
}

function incidentOf(each: LawCase) {
  return incidentSchema.parse({
    format: 1,
    id: "case",
    title: each.name,
    notifier: each.notifier === "vendor" ? { role: "vendor", name: "Case Vendor" } : { role: "client" },
    dates: each.dates,
    lawEnforcementHolds: each.holds ?? [],
    policy: { hipaaDeemed: each.policy ?? "conservative", addenda: "own" },
  });
}

function dutiesOf(each: LawCase, counts: Record<string, number>): readonly Duty[] {
  const client = clientOf(each, counts);
  const population: Population = {
    ...estimatedPopulation(client),
    ...(each.undeliverable === undefined
      ? {}
      : { undeliverableByJurisdiction: new Map(Object.entries(each.undeliverable)) }),
  };
  return duties(law, incidentOf(each), client, population).duties;
}

/** One duty in the words of the case files. */
function outcome(duty: Duty | undefined): string {
  if (duty === undefined) return "absent";
  if (duty.status === "deemed") return "deemed";
  if (duty.status === "notOwed") {
    const failed = duty.why.find((line) => line.startsWith(`${duty.count} is not `));
    return failed === undefined ? "not owed: silent" : `not owed: ${duty.count} is not ${duty.threshold}`;
  }
  const when =
    duty.due ??
    (duty.dueKind === "withoutUnreasonableDelay" ? "without unreasonable delay" : "with the letters");
  return duty.status === "question" ? `question, ${when}` : when;
}

function outcomes(found: readonly Duty[], jurisdiction: string, wanted: Record<string, string>) {
  return Object.fromEntries(
    Object.keys(wanted).map((id) => [
      id,
      outcome(found.find((duty) => duty.id === `case/${jurisdiction}/${id}`)),
    ]),
  );
}

test("the committed law loads without a problem", () => {
  expect(problems).toEqual([]);
  expect(law.jurisdictions.size).toBeGreaterThan(0);
});

const files = readdirSync(casesDir).filter((name) => name.endsWith(".json"));

test("every jurisdiction file has a case file, and every case file a jurisdiction", () => {
  expect(files.map((name) => name.replace(".json", "").toUpperCase()).sort()).toEqual(
    [...law.jurisdictions.keys()].sort(),
  );
});

describe.each(files)("%s", (file) => {
  const jurisdiction = file.replace(".json", "").toUpperCase();
  const cases: readonly LawCase[] = JSON.parse(readFileSync(new URL(file, casesDir), "utf8"));
  const dutyCases = cases.flatMap((each) => [
    ...(each.expect === undefined
      ? []
      : [{ name: each.name, each, counts: each.counts ?? {}, wanted: each.expect }]),
    ...Object.entries(each.residents ?? {}).map(([count, wanted]) => ({
      name: `${each.name}: ${count} residents`,
      each,
      counts: { [jurisdiction]: Number(count) },
      wanted,
    })),
  ]);
  test.each(dutyCases)("$name", ({ each, counts, wanted }) => {
    const found = dutiesOf(each, counts);
    expect(outcomes(found, jurisdiction, wanted)).toEqual(wanted);
    for (const [id, notBefore] of Object.entries(each.notBefore ?? {}))
      expect(found.find((duty) => duty.id === `case/${jurisdiction}/${id}`)?.notBefore).toBe(notBefore);
  });

  const letterCases = cases.flatMap((each) =>
    each.letter === undefined ? [] : [{ ...each, letter: each.letter }],
  );
  test.each(letterCases)("letter: $name", (each) => {
    const { letter } = each;
    const client = clientOf(each, {});
    const incident = incidentOf(each);
    const on = governingDay(incident, client) ?? day("2026-01-01");
    const federal = law.jurisdictions.get(jurisdiction)?.level === "federal";
    const stateLawApplies = !federal && isTriggered(law, jurisdiction, on, each.dataElements, client.kind);
    expect(federal || stateLawApplies).toBe(true);
    const found = noticeLaw(law, {
      jurisdiction,
      stateLawApplies,
      phi: letter.phi,
      exposure: letter.exposure,
      exposed: new Set(each.dataElements),
      incident,
      client,
    });
    const elements = (requirement: string) =>
      new Set<string>(
        found.content.filter((rule) => rule.requirement === requirement).map((rule) => rule.element),
      );
    for (const element of letter.requires) expect(elements("required")).toContain(element);
    if (letter.exactly) expect([...elements("required")].sort()).toEqual([...letter.requires].sort());
    expect([...elements("forbidden")].sort()).toEqual([...letter.forbids].sort());
    for (const element of letter.silent ?? []) expect(elements("required")).not.toContain(element);
    expect(found.services?.months ?? null).toBe(letter.services);
    expect(found.description).toBe(letter.description);
    if (each.form === null) expect(found.form).toEqual([]);
    else if (each.form !== undefined) expect(found.form[0]).toMatchObject(each.form);
  });
});
