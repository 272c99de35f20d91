import { readdirSync, readFileSync } from "node:fs";
import {
  clientSchema,
  type DataElement,
  type DataProtection,
  incidentSchema,
  type RiskAssessment,
} from "../../src/incident/index.ts";
import {
  type Duty,
  duties,
  type ExposureClass,
  estimatedPopulation,
  type Population,
  readLaw,
} from "../../src/law/index.ts";

/** The committed law, and the cases of `test/law-cases/`, one file for each jurisdiction. */
export const { value: law, problems: lawProblems } = readLaw("jurisdictions");

const casesDir = new URL("../law-cases/", import.meta.url);
export const caseFiles = readdirSync(casesDir).filter((name) => name.endsWith(".json"));
export const casesIn = (file: string): readonly LawCase[] =>
  JSON.parse(readFileSync(new URL(file, casesDir), "utf8"));

/** One case, as the files write it; `residents` is a table count → duties. */
export type LawCase = {
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
  readonly dataProtection?: DataProtection;
  /** Found on the day of discovery. */
  readonly riskAssessment?: RiskAssessment["finding"];
  readonly holds?: readonly unknown[];
  readonly undeliverable?: Record<string, number>;
  readonly licences?: readonly string[];
  readonly parentCompany?: string;
  /** Who acquired the data, if known. */
  readonly acquiredBy?: string;
  readonly form?: { title?: string; headings: string[]; atLeastPoints?: number } | null;
  readonly letter?: {
    readonly phi: boolean;
    readonly exposure: ExposureClass;
    readonly requires: readonly string[];
    readonly forbids: readonly string[];
    readonly silent?: readonly string[];
    /** Nothing else is required. */
    readonly exactly?: true;
    /** The reader is offered a monitoring product. */
    readonly offered?: true;
    readonly services: number | null;
    readonly description: string;
  };
};

export function clientOf(each: LawCase, counts: Record<string, number>) {
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

export function incidentOf(each: LawCase) {
  return incidentSchema.parse({
    format: 1,
    id: "case",
    title: each.name,
    notifier: each.notifier === "vendor" ? { role: "vendor", name: "Case Vendor" } : { role: "client" },
    dates: each.dates,
    lawEnforcementHolds: each.holds ?? [],
    ...(each.acquiredBy === undefined ? {} : { acquiredBy: { en: each.acquiredBy } }),
    ...(each.dataProtection === undefined ? {} : { dataProtection: each.dataProtection }),
    ...(each.riskAssessment === undefined
      ? {}
      : {
          riskAssessment: {
            on: each.dates.discovered ?? Object.values(each.dates)[0],
            finding: each.riskAssessment,
          },
        }),
    policy: { hipaaDeemed: each.policy ?? "conservative", addenda: "own" },
  });
}

export function dutiesOf(each: LawCase, counts: Record<string, number>): readonly Duty[] {
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
    const failed = duty.why.find((line) => line.startsWith(`${duty.count.toLocaleString("en-US")} is not `));
    return failed === undefined ? "not owed: silent" : `not owed: ${duty.count} is not ${duty.threshold}`;
  }
  const when =
    duty.due ??
    (duty.dueKind === "withoutUnreasonableDelay" ? "without unreasonable delay" : "with the letters");
  return duty.status === "question" ? `question, ${when}` : when;
}

export function outcomes(found: readonly Duty[], jurisdiction: string, wanted: Record<string, string>) {
  return Object.fromEntries(
    Object.keys(wanted).map((id) => [
      id,
      outcome(found.find((duty) => duty.id === `case/${jurisdiction}/${id}`)),
    ]),
  );
}
