import { describe, expect, test } from "vitest";
import { clientSchema, incidentSchema } from "../../src/incident/index.ts";
import { duties, estimatedPopulation, type Population, type Recipients } from "../../src/law/index.ts";
import { law } from "./law-case.ts";

const incident = incidentSchema.parse({
  format: 1,
  id: "case",
  title: "Case",
  notifier: { role: "client" },
  dates: { discovered: "2026-03-02" },
});
const client = clientSchema.parse({
  format: 1,
  id: "a",
  name: "Clinic A",
  kind: "coveredEntity",
  estimated: { counts: { "US-WA": 100, "US-CA": 50 }, dataElements: ["ssn"] },
});

function find(id: string, recipientsByJurisdiction?: ReadonlyMap<string, Recipients>) {
  const population: Population = {
    ...estimatedPopulation(client),
    ...(recipientsByJurisdiction === undefined ? {} : { recipientsByJurisdiction }),
  };
  const duty = duties(law, incident, client, population).duties.find((each) => each.id === `a/${id}`);
  if (duty === undefined) throw new Error(`no duty ${id}`);
  return duty;
}

const lists = new Map([
  ["US-WA", { individuals: 90, parents: 7, nextOfKin: 3 }],
  ["US-CA", { individuals: 48, parents: 0, nextOfKin: 2 }],
]);

test("residents who are all held or suppressed: any data that the client lost may be theirs", () => {
  const { elementsByJurisdiction, ...population } = estimatedPopulation(client);
  const withoutWashington = new Map([...elementsByJurisdiction].filter(([place]) => place !== "US-WA"));
  const found = duties(law, incident, client, {
    ...population,
    elementsByJurisdiction: withoutWashington,
  }).duties.find(({ id }) => id === "a/US-WA/individual-notice");
  expect(found?.status).toBe(find("US-WA/individual-notice").status);
  expect(found?.status).not.toBe("notOwed");
});

describe("to whom the letters go", () => {
  test("a State's duty counts its residents, a federal one everyone", () => {
    expect(find("US-WA/individual-notice", lists).recipients).toEqual(lists.get("US-WA"));
    expect(find("US-HIPAA/individual-notice", lists).recipients).toEqual({
      individuals: 138,
      parents: 7,
      nextOfKin: 5,
    });
  });
  test("nobody of a State was told by letter", () => {
    expect(find("US-WA/individual-notice", new Map()).recipients).toEqual({
      individuals: 0,
      parents: 0,
      nextOfKin: 0,
    });
  });
  test("unknown while there are only estimates; never for a regulator", () => {
    expect(find("US-HIPAA/individual-notice").recipients).toBeNull();
    expect(find("US-HIPAA/secretary-annual", lists).recipients).toBeNull();
  });
  test("HIPAA's reasons cite what it says of minors and of the dead, with their numbers", () => {
    const why = find("US-HIPAA/individual-notice", lists).why;
    expect(why.find((line) => line.startsWith("Minors (7): "))).toContain("164.502(g)(3)");
    expect(why.find((line) => line.startsWith("The deceased (5): "))).toContain("164.404(d)(1)(ii)");
  });
  test("without lists the rule is told without a number; without any such person it is not told", () => {
    expect(find("US-HIPAA/individual-notice").why.some((line) => line.startsWith("Minors: "))).toBe(true);
    const none = new Map([["US-WA", { individuals: 100, parents: 0, nextOfKin: 0 }]]);
    const why = find("US-HIPAA/individual-notice", none).why.join("\n");
    expect(why).not.toMatch(/Minors|The deceased/);
  });
});

describe("what the one who is told wants", () => {
  test("HHS: the screens of its form, the portal, no sample of the letter", () => {
    const duty = find("US-HIPAA/secretary-annual");
    expect(duty.tell).toContain("first and last day of discovery [secondary]");
    expect(duty.how).toContain("the same portal");
    expect(duty.sampleLetter).toBe(false);
  });
  test("nothing where the law data say nothing", () => {
    expect(find("US-HIPAA/individual-notice")).toMatchObject({ tell: [], how: null, sampleLetter: null });
  });
});
