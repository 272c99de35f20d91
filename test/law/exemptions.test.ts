import { describe, expect, test } from "vitest";
import { clientSchema, incidentSchema } from "../../src/incident/index.ts";
import { type Duty, duties, estimatedPopulation } from "../../src/law/index.ts";
import { law } from "./law-case.ts";

const claim = (riskFinding: string) => ({ riskAssessment: { on: "2026-03-10", finding: riskFinding } });

function dutiesWith(incident: object, client: object = {}): readonly Duty[] {
  const read = clientSchema.parse({
    format: 1,
    id: "a",
    name: "Clinic A",
    kind: "coveredEntity",
    estimated: { counts: { "US-TX": 600, "US-CA": 600 }, dataElements: ["ssn", "medicalInformation"] },
    ...client,
  });
  return duties(
    law,
    incidentSchema.parse({
      format: 1,
      id: "case",
      title: "Case",
      notifier: { role: "client" },
      dates: { discovered: "2026-03-02", determined: "2026-03-02" },
      ...incident,
    }),
    read,
    estimatedPopulation(read),
  ).duties;
}
function find(found: readonly Duty[], id: string): Duty {
  const duty = found.find((each) => each.id === `a/${id}`);
  if (duty === undefined) throw new Error(`no duty ${id}`);
  return duty;
}
const hipaa = "US-HIPAA/individual-notice";

describe("a claimed exemption is a question for counsel, never silence", () => {
  const plain = dutiesWith({});
  const encrypted = dutiesWith({ dataProtection: "encrypted" });
  test("every duty keeps its day", () => {
    expect(encrypted.map(({ id, due }) => [id, due])).toEqual(plain.map(({ id, due }) => [id, due]));
  });
  test("what was owed is a question that does not hold letters back, with both readings", () => {
    expect(find(plain, hipaa).status).toBe("owed");
    const duty = find(encrypted, hipaa);
    expect(duty.status).toBe("question");
    expect(duty.questions[0]).toMatchObject({
      field: "dataProtection",
      blocking: false,
      conservative: "Treated as owed until counsel confirms.",
      alternative: "Not owed.",
    });
  });
  test("the reason cites the exemption and how far it was read", () => {
    const why = find(encrypted, hipaa).why.join("\n");
    expect(why).toContain("The client says that the data was encrypted and the key is safe.");
    expect(why).toMatch(/Exemption \(45 CFR 164\.402 .*, read\): /);
  });
  test("a finding is told with its day", () => {
    const duty = find(dutiesWith(claim("noLikelyHarm")), hipaa);
    expect(duty.status).toBe("question");
    expect(duty.why.join("\n")).toContain("The client found on 2026-03-10 that harm is not likely.");
  });
  test("both claims make two questions", () => {
    const duty = find(dutiesWith({ dataProtection: "encrypted", ...claim("noLikelyHarm") }), hipaa);
    expect(duty.questions.map(({ field }) => field).slice(0, 2)).toEqual([
      "dataProtection",
      "riskAssessment",
    ]);
  });
  test.each([
    ["readable data", { dataProtection: "readable" }],
    ["a key that was taken too", { dataProtection: "encryptedKeyTaken" }],
    ["harm that is likely", claim("harmLikely")],
  ])("%s: plainly owed", (_, incident) => {
    expect(find(dutiesWith(incident), hipaa).status).toBe("owed");
  });
  test("the client's own claim goes before the incident's", () => {
    const found = dutiesWith({ dataProtection: "encrypted" }, { dataProtection: "encryptedKeyTaken" });
    expect(find(found, hipaa).status).toBe("owed");
    const other = dutiesWith(claim("harmLikely"), claim("noLikelyHarm"));
    expect(find(other, hipaa).status).toBe("question");
  });
  test("a law without a harm exception is not moved by a finding", () => {
    const found = dutiesWith(claim("noLikelyHarm"), { kind: "employer" });
    expect(find(found, "US-CA/individual-notice").status).toBe("owed");
    expect(find(found, "US-TX/individual-notice").status).toBe("owed");
  });
});

describe("what would change it", () => {
  const lines = (incident: object) =>
    find(dutiesWith(incident), hipaa).why.filter((line) => line.startsWith("What would change it"));
  test("names both exemptions, last of all, while nobody claims one", () => {
    const { why } = find(dutiesWith({}), hipaa);
    expect(lines({})).toEqual([
      "What would change it: encryption with a safe key (45 CFR 164.402 'Unsecured protected health information'; 42 U.S.C. 17932(h)).",
      "What would change it: a documented finding that harm is not likely (45 CFR 164.402 'Breach' (2), 164.414(b), 164.530(j)).",
    ]);
    expect(why.slice(-2)).toEqual(lines({}));
  });
  test("leaves out what was answered", () => {
    expect(lines({ dataProtection: "readable" })).toHaveLength(1);
    expect(lines({ dataProtection: "readable", ...claim("harmLikely") })).toEqual([]);
  });
  test("stands at notice to individuals, not at every regulator", () => {
    expect(find(dutiesWith({}), "US-HIPAA/secretary").why.join("\n")).not.toContain("What would change it");
  });
});

describe("duties that hang on a finding or on another duty's last day", () => {
  const alaska = { estimated: { counts: { "US-AK": 5 }, dataElements: ["ssn"] }, kind: "employer" };
  test("Alaska's Attorney General is told of a finding, and it is no exemption from itself", () => {
    const id = "US-AK/attorney-general";
    expect(find(dutiesWith({}, alaska), id).status).toBe("notOwed");
    expect(find(dutiesWith({}, alaska), id).why.join("\n")).toContain("Owed only if notice is withheld");
    expect(find(dutiesWith(claim("noLikelyHarm"), alaska), id).status).toBe("owed");
    expect(
      find(dutiesWith({ ...claim("noLikelyHarm"), dataProtection: "encrypted" }, alaska), id).status,
    ).toBe("question");
  });
  const louisiana = { estimated: { counts: { "US-LA": 5 }, dataElements: ["ssn"] }, kind: "employer" };
  const planned = (individualNotice?: string) =>
    find(
      dutiesWith(
        {
          dates: {
            discovered: "2026-03-02",
            ...(individualNotice === undefined ? {} : { individualNotice }),
          },
        },
        louisiana,
      ),
      "US-LA/attorney-general-delay-reasons",
    );
  test.each([
    ["no day is planned", undefined, "notOwed", "no day is planned"],
    ["on the last day", "2026-05-01", "notOwed", "they are told on 2026-05-01"],
    ["a day later", "2026-05-02", "owed", "later than individual-notice allows without a hold (2026-05-01)"],
  ])("Louisiana's reasons for delay: %s", (_, on, status, because) => {
    expect(planned(on).status).toBe(status);
    expect(planned(on).why.join("\n")).toContain(because);
  });
});
