import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { clientSchema, dataElements, incidentSchema } from "../../src/incident/index.ts";
import {
  exposureClass,
  exposureClasses,
  governingDay,
  isTriggered,
  type NoticeQuestion,
  noticeLaw,
  readLaw,
} from "../../src/law/index.ts";

const { value: law } = readLaw("jurisdictions");
const incident = incidentSchema.parse({
  format: 1,
  id: "case",
  title: "Case",
  notifier: { role: "client" },
  dates: { occurredFrom: "2026-01-02", discovered: "2026-01-16" },
});
const client = clientSchema.parse({ format: 1, id: "a", name: "Clinic A", kind: "coveredEntity" });
const ask = (more: Partial<NoticeQuestion>) =>
  noticeLaw(law, {
    jurisdiction: "US-CA",
    stateLawApplies: true,
    phi: true,
    exposure: "ssn",
    incident,
    client,
    ...more,
  });

describe("whose law speaks", () => {
  test("health information of a resident whose State is silent: HIPAA alone", () => {
    const { content, form, services, description } = ask({ jurisdiction: "US-MA", stateLawApplies: false });
    expect(new Set(content.map((rule) => rule.jurisdiction))).toEqual(new Set(["US-HIPAA"]));
    expect(form).toEqual([]);
    expect(services).toBeNull();
    expect(description).toBe("full");
  });
  test("neither health information nor a State's law: nothing", () => {
    expect(ask({ jurisdiction: "FOREIGN", stateLawApplies: false, phi: false }).content).toEqual([]);
  });
  test("both: each rule names its law, its provision and its citation", () => {
    const { content } = ask({});
    expect(new Set(content.map((rule) => rule.jurisdiction))).toEqual(new Set(["US-HIPAA", "US-CA"]));
    for (const rule of content) expect(rule.citation).toMatch(/CFR|Cal\. Civ\. Code/);
  });
  test("another State's law never speaks", () => {
    expect(ask({ jurisdiction: "US-TX" }).content.map((rule) => rule.jurisdiction)).not.toContain("US-CA");
  });
});

describe("Massachusetts against HIPAA", () => {
  const found = ask({ jurisdiction: "US-MA" });
  test("the conflict is told, with its resolution, for counsel", () => {
    expect(found.conflicts).toMatchObject([
      {
        forbidden: "natureOfBreach",
        forbiddenBy: "US-MA",
        required: "incidentDescription",
        requiredBy: "US-HIPAA",
        resolution: "brief",
        forCounsel: true,
      },
    ]);
    expect(found.description).toBe("brief");
  });
  test("without HIPAA there is nothing to reconcile and nothing is described", () => {
    const alone = ask({ jurisdiction: "US-MA", phi: false });
    expect(alone.conflicts).toEqual([]);
    expect(alone.description).toBe("omitted");
  });
});

describe("conditions", () => {
  test("an element that was not exposed anywhere asks for nothing", () => {
    const elements = (exposed: NoticeQuestion["exposed"]) =>
      ask({ jurisdiction: "US-CO", phi: false, ...(exposed === undefined ? {} : { exposed }) }).content.map(
        (rule) => rule.element,
      );
    expect(elements(new Set(["ssn"]))).not.toContain("passwordChangeAdvice");
    expect(elements(new Set(["ssn", "onlineCredentials"]))).toContain("passwordChangeAdvice");
    expect(elements(undefined)).toContain("passwordChangeAdvice");
  });
  test("services that are not offered need not be described in Rhode Island", () => {
    const elements = (offered: boolean) =>
      ask({ jurisdiction: "US-RI", phi: false, offered }).content.map((rule) => rule.element);
    expect(elements(true)).toContain("identityTheftServicesOffer");
    expect(elements(false)).not.toContain("identityTheftServicesOffer");
  });
});

describe("the hash", () => {
  test("is the same for the same law, and another for another", () => {
    expect(ask({}).hash).toBe(ask({}).hash);
    expect(ask({}).hash).not.toBe(ask({ phi: false }).hash);
    expect(ask({}).hash).not.toBe(ask({ jurisdiction: "US-WA" }).hash);
  });
  test("does not hang on the client's name", () => {
    expect(ask({ client: { ...client, name: "Clinic B" } }).hash).toBe(ask({}).hash);
  });
  test("changes with the version of a law", () => {
    expect(ask({ jurisdiction: "US-PA", day: day("2024-09-25") }).hash).not.toBe(
      ask({ jurisdiction: "US-PA", day: day("2024-09-26") }).hash,
    );
  });
});

test("without any date there is no law to ask", () => {
  const undated = incidentSchema.parse({ ...incident, dates: {} });
  expect(governingDay(undated, client)).toBeUndefined();
  expect(() => ask({ incident: undated })).toThrow("no governing day");
});

describe("exposureClass", () => {
  test.each([
    [[], "other"],
    [["name", "dateOfBirth"], "other"],
    [["medicalInformation", "name"], "health"],
    [["medicalInformation", "emailCredentials"], "credentials"],
    [["paymentCardAlone", "medicalInformation"], "financial"],
    [["passport", "financialAccount"], "governmentId"],
    [["medicalInformation", "ssn", "passport"], "ssn"],
    [["taxId"], "ssn"],
    [["partialSsn"], "other"],
  ] as const)("%j is %s", (elements, wanted) => {
    expect(exposureClass(elements)).toBe(wanted);
  });
  test("every data element has a class, and no order of elements matters", () => {
    expect(exposureClass(dataElements)).toBe("ssn");
    for (const element of dataElements) {
      expect(exposureClasses).toContain(exposureClass([element]));
      expect(exposureClass([element, "ssn"])).toBe(exposureClass(["ssn", element]));
    }
  });
});

describe("isTriggered", () => {
  const on = day("2026-03-02");
  test.each([
    ["US-MA", ["medicalInformation"], "coveredEntity", false],
    ["US-MA", ["financialAccount"], "coveredEntity", true],
    ["US-IN", ["partialSsn", "name"], "employer", false],
    ["US-IN", ["ssn"], "employer", true],
    ["US-IN", ["financialAccountAlone"], "employer", false],
    ["US-OH", ["ssn"], "coveredEntity", false],
    ["US-OH", ["ssn"], "businessAssociate", true],
    ["US-GA", ["ssn"], "coveredEntity", false],
    ["US-GA", ["ssn"], "publicBody", true],
    ["US-VA", ["medicalInformation"], "publicBody", true],
    ["US-VA", ["medicalInformation"], "coveredEntity", false],
    ["US-NY", ["name"], "coveredEntity", false],
    ["US-NY", ["medicalInformation"], "coveredEntity", true],
    ["US-MD", ["ippin"], "employer", true],
    ["US-MD", ["onlineCredentials"], "employer", false],
    ["US-MD", ["emailCredentials"], "employer", true],
    ["US-CA", ["emailCredentials"], "employer", true],
    ["US-CA", ["passport"], "employer", true],
    ["US-HIPAA", ["name"], "coveredEntity", true],
    ["US-HIPAA", ["name"], "employer", false],
    ["US-HIPAA", [], "businessAssociate", true],
    ["US-ZZ", ["ssn"], "coveredEntity", false],
    ["FOREIGN", ["ssn"], "coveredEntity", false],
  ] as const)("%s, %j, %s: %s", (jurisdiction, elements, kind, wanted) => {
    expect(isTriggered(law, jurisdiction, on, elements, kind)).toBe(wanted);
  });
});
