import { describe, expect, test } from "vitest";
import { clientSchema, incidentSchema } from "../../src/incident/index.ts";
import { type Duty, duties, estimatedPopulation, loadLaw } from "../../src/law/index.ts";
import { law as real } from "./law-case.ts";

const sourced = {
  cite: "Z.S. 1",
  source: { title: "text", seen: "2026-11-22" },
  confidence: "recalled",
};
const trigger = {
  id: "trigger",
  about: "what was lost",
  versions: [
    { from: "2023-01-01", rule: { kind: "trigger", requiresName: false, elements: "any" }, ...sourced },
  ],
};
const toRegulator = { to: "regulator", name: "Office of Zed", about: "a duty" };
const within = (calendarDays: number) => ({ kind: "within", calendarDays, after: "discovery" });

function dutyOf(provisions: readonly object[], incident: object): Duty | undefined {
  const { value: law } = loadLaw(
    new Map([
      [
        "us-zz.json",
        {
          format: 1,
          kind: "jurisdiction",
          jurisdiction: "US-ZZ",
          name: "Zed",
          level: "state",
          coversFrom: "2023-01-01",
          statutes: [{ citation: "Z.S. 1", scope: "all" }],
          provisions: [trigger, ...provisions],
        },
      ],
    ]),
  );
  expect([...law.jurisdictions.keys()]).toEqual(["US-ZZ"]);
  const client = clientSchema.parse({
    format: 1,
    id: "a",
    name: "A",
    kind: "employer",
    estimated: { counts: { "US-ZZ": 1 }, dataElements: ["ssn"] },
  });
  const read = incidentSchema.parse({
    format: 1,
    id: "case",
    title: "Case",
    notifier: { role: "client" },
    ...incident,
  });
  return duties(law, read, client, estimatedPopulation(client)).duties.find(
    ({ provision }) => provision === "office",
  );
}

describe("a duty that is owed only if law enforcement holds notice back", () => {
  const office = {
    id: "office",
    ...toRegulator,
    versions: [{ from: "2023-01-01", when: { lawEnforcementDelay: true }, rule: within(10), ...sourced }],
  };
  const hold = { agency: "FBI", form: "written", statedOn: "2026-03-04", through: "2026-03-20" };
  test.each([
    ["no statement", [], "notOwed", null],
    ["a statement for the whole country", [hold], "owed", "2026-03-12"],
    ["a statement for this State", [{ ...hold, jurisdictions: ["US-ZZ"] }], "owed", "2026-03-12"],
    ["a statement for another State", [{ ...hold, jurisdictions: ["US-TX"] }], "notOwed", null],
  ])("%s", (_, lawEnforcementHolds, status, due) => {
    const duty = dutyOf([office], { dates: { discovered: "2026-03-02" }, lawEnforcementHolds });
    expect(duty).toMatchObject({ status, due });
  });
});

describe("a version that another event than the discovery governs", () => {
  const office = {
    id: "office",
    ...toRegulator,
    versions: [
      { from: "2023-01-01", rule: within(45), ...sourced },
      { from: "2026-01-01", governedBy: "determination", rule: within(30), ...sourced },
    ],
  };
  const on = (dates: object) => dutyOf([office], { dates: { discovered: "2025-12-20", ...dates } });
  test.each([
    ["determined before it: the mailing changes nothing", "2025-12-31", "2026-01-15", "2026-02-03", "owed"],
    ["determined on its first day", "2026-01-01", undefined, "2026-01-31", "owed"],
    ["determined on its first day, mailed later", "2026-01-01", "2026-01-15", "2026-01-31", "owed"],
    ["no determination, mailed before it", undefined, "2025-12-31", "2026-02-03", "owed"],
    ["no determination, mailed on its first day", undefined, "2026-01-01", "2026-01-31", "owed"],
    ["neither day given: asked, and treated as in force", undefined, undefined, "2026-01-31", "question"],
  ])("%s", (_, determined, individualNotice, due, status) => {
    expect(
      on({
        ...(determined === undefined ? {} : { determined }),
        ...(individualNotice === undefined ? {} : { individualNotice }),
      }),
    ).toMatchObject({ due, status });
  });
  test("the question names the date that answers it, and does not hold letters back", () => {
    expect(on({})?.questions).toContainEqual(
      expect.objectContaining({ field: "dates.determined", blocking: false }),
    );
  });
  test("where both readings ask the same, the law is the one that governs by its own terms", () => {
    const same = { ...office, versions: office.versions.map((each) => ({ ...each, rule: delayed })) };
    const duty = dutyOf([same], { dates: { discovered: "2025-12-20", determined: "2026-01-10" } });
    expect(duty?.why[0]).toContain("version from 2026-01-01");
    expect(duty?.why[0]).toContain("in force by the determination");
  });
});

const delayed = { kind: "withoutUnreasonableDelay", after: "discovery" };

test("a further law that borrows the main law's exemption says that its own was not read", () => {
  const client = clientSchema.parse({
    format: 1,
    id: "a",
    name: "A",
    kind: "publicBody",
    estimated: { counts: { "US-VA": 1 }, dataElements: ["medicalInformation", "ssn"] },
  });
  const incident = incidentSchema.parse({
    format: 1,
    id: "case",
    title: "Case",
    notifier: { role: "client" },
    dates: { discovered: "2026-03-02" },
  });
  const found = duties(real, incident, client, estimatedPopulation(client)).duties;
  const wouldChange = (provision: string) =>
    found.find((duty) => duty.provision === provision)?.why.filter((line) => line.includes("encryption"));
  expect(wouldChange("public-health-individual-notice")?.join()).toContain("was not read");
  expect(wouldChange("individual-notice")?.join()).not.toContain("was not read");
});
