import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { clientSchema, type DataElement, dataElements, incidentSchema } from "../../src/incident/index.ts";
import {
  duties,
  emailAloneSuffices,
  exposureClass,
  exposureClasses,
  governingDay,
  isTriggered,
  type Jurisdiction,
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
const incidentWith = (dates: object) => incidentSchema.parse({ ...incident, dates });
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
  test("a public body of Virginia that lost medical data alone: the health law's list, not the main law's", () => {
    const publicBody = { ...client, kind: "publicBody" } as const;
    const said = (exposure: NoticeQuestion["exposure"], ...lost: readonly DataElement[]) =>
      ask({
        jurisdiction: "US-VA",
        phi: false,
        client: publicBody,
        exposure,
        exposed: new Set(lost),
      }).content.map(({ provision, element }) => `${provision}: ${element}`);
    const health = said("health", "medicalInformation");
    expect(health).toHaveLength(4);
    expect(health.join()).not.toContain("vigilanceAdvice");
    expect(said("ssn", "ssn").join()).toContain("letter-content: vigilanceAdvice");
    expect(said("ssn", "ssn").join()).not.toContain("public-health");
    expect(said("ssn", "ssn", "medicalInformation")).toEqual(
      expect.arrayContaining([...health, "letter-content: vigilanceAdvice"]),
    );
  });
  test("a further law without a list of its own borrows the main law's: Washington's public agencies", () => {
    const agency = { ...client, kind: "publicBody" } as const;
    const elements = (exposed: readonly DataElement[]) =>
      ask({
        jurisdiction: "US-WA",
        phi: false,
        client: agency,
        exposure: "other",
        exposed: new Set(exposed),
      }).content.map(({ element }) => element);
    expect(elements(["partialSsn"])).toContain("exposureTimeframe");
    expect(elements(["name"])).toEqual([]);
  });
  test("another State's law never speaks", () => {
    expect(ask({ jurisdiction: "US-TX" }).content.map((rule) => rule.jurisdiction)).not.toContain("US-CA");
  });
});

describe("each federal law by its own trigger", () => {
  const lawsFor = (kind: string, more: object = {}, phi = true) =>
    new Set(
      ask({
        jurisdiction: "FOREIGN",
        stateLawApplies: false,
        phi,
        client: clientSchema.parse({ format: 1, id: "a", name: "A", kind, ...more }),
        incident: incidentSchema.parse({ ...incident, dates: { discovered: "2026-04-10" } }),
      }).content.map((rule) => rule.jurisdiction),
    );
  test.each<[string, string, object, boolean, string[]]>([
    ["a hospital", "coveredEntity", {}, true, ["US-HIPAA"]],
    ["a hospital's staff files", "coveredEntity", {}, false, []],
    [
      "a hospital with a Part 2 unit",
      "coveredEntity",
      { licences: ["part2-program"] },
      true,
      ["US-HIPAA", "US-PART2"],
    ],
    ["a Part 2 program that is no covered entity", "part2Program", { licences: [] }, true, ["US-PART2"]],
    ["a Part 2 program that does not say", "part2Program", {}, true, ["US-HIPAA", "US-PART2"]],
    ["a vendor of personal health records", "phrVendor", {}, false, ["US-FTC-HBNR"]],
    ["an employer", "employer", {}, true, []],
  ])("%s", (_, kind, more, phi, laws) => {
    expect(lawsFor(kind, more, phi)).toEqual(new Set(laws));
  });
  test("in Massachusetts the records' vendor tells what happened in two sentences, as under HIPAA", () => {
    const phr = clientSchema.parse({ format: 1, id: "a", name: "A", kind: "phrVendor" });
    const found = ask({ jurisdiction: "US-MA", phi: false, client: phr });
    expect(found.conflicts.map(({ requiredBy }) => requiredBy)).toEqual(["US-FTC-HBNR"]);
    expect(found.description).toBe("brief");
  });
});

describe("a law that changed between discovery and notice", () => {
  const between = incidentWith({ discovered: "2024-04-10", individualNotice: "2024-05-10" });
  test("a federal law that came into force meanwhile: what it asks is in the letter", () => {
    const program = clientSchema.parse({
      format: 1,
      id: "a",
      name: "A",
      kind: "part2Program",
      licences: ["part2-early-compliance"],
    });
    const found = ask({
      jurisdiction: "FOREIGN",
      stateLawApplies: false,
      client: program,
      incident: between,
    });
    expect(new Set(found.content.map((rule) => rule.jurisdiction))).toEqual(new Set(["US-PART2"]));
    expect(found.provisions.map(({ provision, version }) => `${provision.id} ${version.from}`)).toEqual([
      "letter-content 2024-04-16",
    ]);
  });
  test("a trigger that grew narrower: the words stay, because its first day governs", () => {
    const narrower = withProvisions("US-TX", (provision) =>
      provision.id !== "trigger"
        ? provision
        : {
            ...provision,
            versions: provision.versions.flatMap((version) => [
              { ...version, until: "2024-04-30" as const },
              { ...version, from: "2024-05-01", rule: { ...version.rule, elements: ["dna" as const] } },
            ]) as typeof provision.versions,
          },
    );
    const question = { jurisdiction: "US-TX", phi: false, incident: between } as const;
    const elements = (of: typeof law) =>
      noticeLaw(of, { stateLawApplies: true, exposure: "ssn", client, ...question }).content.map(
        ({ element }) => element,
      );
    expect(elements(narrower)).toEqual(elements(law));
    expect(isTriggered(narrower, "US-TX", ["ssn"], between, client)).toBe(true);
  });
});

/** The law with one jurisdiction's provisions changed. */
function withProvisions(
  id: string,
  change: (provision: Jurisdiction["provisions"][number]) => Jurisdiction["provisions"][number],
): typeof law {
  const found = law.jurisdictions.get(id);
  if (found === undefined) throw new Error(`no ${id}`);
  const changed = { ...found, provisions: found.provisions.map(change) };
  return { ...law, jurisdictions: new Map([...law.jurisdictions, [id, changed]]) };
}

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
  test("changes with what the law leaves to counsel: an approval is of a notice with its open questions", () => {
    const texas = law.jurisdictions.get("US-TX");
    if (texas === undefined) throw new Error("no US-TX");
    const customary = { ...texas, customaryStatements: ["Something that letters now usually say"] };
    const changed = { ...law, jurisdictions: new Map([...law.jurisdictions, ["US-TX", customary]]) };
    const hashOf = (of: typeof law) =>
      noticeLaw(of, {
        jurisdiction: "US-TX",
        stateLawApplies: true,
        phi: true,
        exposure: "ssn",
        incident,
        client,
      }).hash;
    expect(hashOf(changed)).not.toBe(hashOf(law));
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

describe("emailAloneSuffices", () => {
  test.each([
    ["the amended rule wants a second channel", "phrVendor", ["medicalInformation"], "2024-07-29", false],
    ["the day before the amendment", "phrVendor", ["medicalInformation"], "2024-07-28", true],
    ["HIPAA takes an e-mail alone", "coveredEntity", ["medicalInformation"], "2026-01-16", true],
    ["the rule does not bind an employer", "employer", ["ssn"], "2026-01-16", true],
  ] as const)("%s: a %s that lost %j, discovered %s: %s", (_, kind, lost, discovered, wanted) => {
    const found = emailAloneSuffices(law, "US-TX", lost, incidentWith({ discovered }), { ...client, kind });
    expect(found).toBe(wanted);
  });
  test("discovered before the amendment, told after it: the stricter rule", () => {
    const told = incidentWith({ discovered: "2024-07-20", individualNotice: "2024-07-29" });
    const vendor = { ...client, kind: "phrVendor" } as const;
    expect(emailAloneSuffices(law, "FOREIGN", ["medicalInformation"], told, vendor)).toBe(false);
  });
});

test("a law that came to speak of these data before the notice: its wish for a second channel counts", () => {
  const younger = withProvisions("US-FTC-HBNR", (provision) => {
    const [first, ...more] = provision.versions;
    if (first === undefined) return provision;
    if (provision.id === "delivery")
      return { ...provision, versions: more.map((version) => ({ ...version, from: first.from })) };
    if (first.rule.kind !== "trigger") return provision;
    return {
      ...provision,
      versions: [{ ...first, rule: { ...first.rule, elements: ["dna"], standalone: [] } }, ...more],
    };
  });
  const vendor = { ...client, kind: "phrVendor" } as const;
  const found = (individualNotice: string) => {
    const told = incidentWith({ discovered: "2024-07-20", individualNotice });
    return emailAloneSuffices(younger, "FOREIGN", ["medicalInformation"], told, vendor);
  };
  expect([found("2024-07-28"), found("2024-07-29")]).toEqual([true, false]);
});

describe("isTriggered", () => {
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
    expect(isTriggered(law, jurisdiction, elements, incident, { ...client, kind })).toBe(wanted);
  });
  test.each([
    ["US-PA", "businessAssociate", ["medicalInformation"], "pa-state-agency"],
    ["US-VA", "employer", ["healthInsurance"], "va-publicly-funded"],
    ["US-WA", "coveredEntity", ["partialSsn"], "wa-public-agency"],
    ["US-CA", "coveredEntity", ["medicalInformation"], "ca-licensed-facility"],
  ] as const)("%s speaks to a %s that declares its licence, as the duties do", (state, kind, lost, id) => {
    const licensed = { ...client, kind, licences: [id] };
    const population = {
      byJurisdiction: new Map([[state, 1]]),
      elementsByJurisdiction: new Map([[state, new Set(lost)]]),
      total: 1,
      estimated: true,
    };
    const told = duties(law, incident, licensed, population).duties.filter(
      ({ jurisdiction, to, status }) => jurisdiction === state && to === "individuals" && status === "owed",
    );
    expect(told).not.toEqual([]);
    expect(isTriggered(law, state, lost, incident, licensed)).toBe(true);
  });
  test("without any date no law can be told", () => {
    expect(isTriggered(law, "US-CA", ["ssn"], incidentWith({}), client)).toBe(false);
  });
  test("a trigger that grew wider between discovery and notice reaches the letters too", () => {
    const discovered = "2025-12-20";
    const on = (individualNotice: string) => incidentWith({ discovered, individualNotice });
    expect(isTriggered(law, "US-OK", ["passport"], on("2025-12-31"), client)).toBe(false);
    expect(isTriggered(law, "US-OK", ["passport"], on("2026-01-01"), client)).toBe(true);
  });
  test("Pennsylvania's offer of Act 33 follows the determination", () => {
    const services = (determined: string) => {
      const dates = { discovered: "2024-09-10", determined };
      return ask({ jurisdiction: "US-PA", incident: incidentWith(dates) }).services?.months ?? null;
    };
    expect([services("2024-09-25"), services("2024-09-26")]).toEqual([null, 12]);
  });
});
