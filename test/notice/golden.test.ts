import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Client } from "../../src/incident/index.ts";
import type { NoticeLaw } from "../../src/law/index.ts";
import {
  compose,
  contentCheck,
  type Facets,
  type FactSources,
  fieldsFor,
  inlinesOf,
  type Notice,
  noticeText,
  readability,
} from "../../src/notice/index.ts";
import type { Individual } from "../../src/people/index.ts";
import {
  adultInTexas,
  ana,
  clinic,
  employer,
  english,
  handMadeLaw,
  hipaa,
  incident,
  maria,
  ownIncident,
  robert,
  sources,
  spanish,
  templates,
} from "./fictional-incident.ts";

const golden = "test/golden/notice";
const all = templates();

const massachusettsWithHipaa: NoticeLaw = {
  ...hipaa,
  content: [
    ...hipaa.content,
    ...handMadeLaw(
      "US-MA",
      ["policeReportRight", "securityFreezeInfo", "freezeIsFree"],
      ["natureOfBreach", "residentCount"],
    ).content,
  ],
  description: "brief",
};
const californiaForm = {
  title: "Notice of Data Breach",
  headings: [
    "What Happened?",
    "What Information Was Involved?",
    "What We Are Doing",
    "What You Can Do",
    "For More Information",
  ],
  jurisdiction: "US-CA",
  provision: "form",
  citation: "Cal. Civ. Code § 1798.82(d)(1)",
};
const massachusettsAlone: NoticeLaw = {
  ...handMadeLaw(
    "US-MA",
    ["policeReportRight", "securityFreezeInfo", "freezeIsFree", "parentOrAffiliateName"],
    ["natureOfBreach", "residentCount"],
  ),
  description: "omitted",
};

type Golden = {
  readonly facets: Partial<Facets>;
  readonly person: Individual;
  readonly client?: Client;
  readonly from?: Partial<FactSources>;
};

const own = { incident: ownIncident } as const;
const atWork: Partial<Facets> = { client: "prairie-mills", phi: false, offer: "adult12" };

const goldens: Readonly<Record<string, Golden>> = {
  "adult-texas-ssn": { facets: {}, person: maria },
  "adult-texas-ssn-from-the-clinic": { facets: { notifier: "client" }, person: maria, from: own },
  "adult-california-health-without-offer": {
    facets: { jurisdiction: "US-CA", offer: null, exposure: "health", notifier: "client" },
    person: { ...maria, dataElements: ["medicalInformation", "healthInsurance"] },
    from: own,
  },
  "adult-iowa-nothing-but-a-name": {
    facets: { jurisdiction: "US-IA", offer: null, exposure: "other", stateLaw: "silent" },
    person: { ...maria, dataElements: [] },
  },
  "adult-massachusetts-hipaa": {
    facets: { jurisdiction: "US-MA" },
    person: maria,
    from: { law: massachusettsWithHipaa },
  },
  "employee-massachusetts-without-hipaa": {
    facets: { ...atWork, jurisdiction: "US-MA" },
    person: { ...maria, dataElements: ["ssn", "financialAccountAlone", "name"] },
    client: employer,
    from: { law: massachusettsAlone },
  },
  "employee-north-carolina-credentials": {
    facets: { ...atWork, jurisdiction: "US-NC", exposure: "credentials", offer: null },
    person: { ...maria, dataElements: ["onlineCredentials", "emailAddress"] },
    client: employer,
  },
  "adult-rhode-island-with-count": {
    facets: { jurisdiction: "US-RI", exposure: "financial" },
    person: { ...maria, dataElements: ["financialAccount", "healthInsurance"] },
    from: { residentCount: 1204 },
  },
  "adult-new-york-email": { facets: { jurisdiction: "US-NY", channel: "email" }, person: maria },
  "parent-maryland-ssn": {
    facets: { jurisdiction: "US-MD", recipient: "parentOrGuardian", offer: "minor24" },
    person: ana,
  },
  "parent-new-york-health-from-the-clinic": {
    facets: {
      jurisdiction: "US-NY",
      recipient: "parentOrGuardian",
      offer: "minor24",
      exposure: "health",
      notifier: "client",
    },
    person: { ...ana, dataElements: ["medicalInformation"] },
    from: own,
  },
  "next-of-kin-oregon-ssn": {
    facets: { jurisdiction: "US-OR", recipient: "nextOfKin", offer: null },
    person: robert,
  },
  "next-of-kin-dc-health-from-the-clinic": {
    facets: {
      jurisdiction: "US-DC",
      recipient: "nextOfKin",
      offer: null,
      exposure: "health",
      notifier: "client",
    },
    person: { ...robert, dataElements: ["medicalInformation", "name"] },
    from: own,
  },
  "adult-texas-ssn-in-spanish": { facets: { language: "es" }, person: maria },
  "adult-california-email-in-spanish": {
    facets: { language: "es", jurisdiction: "US-CA", channel: "email", notifier: "client" },
    person: maria,
    from: { ...own, law: { ...hipaa, form: [californiaForm] } },
  },
  "employee-massachusetts-in-spanish": {
    facets: { ...atWork, language: "es", jurisdiction: "US-MA" },
    person: { ...maria, dataElements: ["ssn", "financialAccountAlone", "name"] },
    client: employer,
    from: { law: massachusettsAlone },
  },
  "employee-north-carolina-credentials-in-spanish": {
    facets: { ...atWork, language: "es", jurisdiction: "US-NC", exposure: "credentials", offer: null },
    person: { ...maria, dataElements: ["onlineCredentials", "emailAddress"] },
    client: employer,
  },
  "parent-maryland-ssn-in-spanish": {
    facets: { language: "es", jurisdiction: "US-MD", recipient: "parentOrGuardian", offer: "minor24" },
    person: ana,
  },
  "next-of-kin-oregon-ssn-in-spanish": {
    facets: { language: "es", jurisdiction: "US-OR", recipient: "nextOfKin", offer: null },
    person: robert,
  },
  "next-of-kin-dc-health-from-the-clinic-in-spanish": {
    facets: {
      language: "es",
      jurisdiction: "US-DC",
      recipient: "nextOfKin",
      offer: null,
      exposure: "health",
      notifier: "client",
    },
    person: { ...robert, dataElements: ["medicalInformation", "name"] },
    from: own,
  },
  "adult-abroad-delayed-by-law-enforcement": {
    facets: { jurisdiction: "FOREIGN", stateLaw: "silent" },
    person: maria,
    from: {
      incident: {
        ...incident,
        lawEnforcementHolds: [{ agency: "FBI", form: "oral", statedOn: incident.dates.discovered ?? fail() }],
      },
    },
  },
};

function fail(): never {
  throw new Error("the fictional incident was discovered");
}

function dump(notice: Notice, text: string): string {
  const elements = new Set(
    [...inlinesOf(notice.blocks)].flatMap((inline) => (inline.kind === "break" ? [] : inline.style.elements)),
  );
  const { grade, words, scale, score } = readability(notice);
  return [
    `variant   ${notice.variant}`,
    `title     ${notice.title}`,
    `elements  ${[...elements].sort().join(", ")}`,
    `fields    ${notice.fields.join(", ")}`,
    `grade     ${grade} (${words} words${scale === "fleschKincaid" ? "" : `, ${scale} ${score}`})`,
    "",
    text,
  ].join("\n");
}

const cases = Object.entries(goldens).map(([name, golden]) => {
  const client = golden.client ?? clinic;
  const facets: Facets = { ...adultInTexas, ...golden.facets };
  const from = sources({ client, ...golden.from });
  const read = compose(all, facets, from);
  const fields = fieldsFor(golden.person, facets, client, facets.language === "es" ? spanish : english, {
    code: "BQ7K-2MTX-90PL",
  });
  return { name, read, from, fields };
});

describe("golden notices", () => {
  test.each(cases)("$name reads as approved", ({ name, read, fields }) => {
    expect(read.problems).toEqual([]);
    const text = dump(read.value, noticeText(read.value, fields));
    const file = join(golden, `${name}.txt`);
    if (process.env.GOLDEN === "1") {
      mkdirSync(golden, { recursive: true });
      writeFileSync(file, text);
    }
    expect(existsSync(file), `${file} is missing: run with GOLDEN=1`).toBe(true);
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  test.each(cases)("$name passes its law", ({ read, from }) => {
    const found = contentCheck(read.value, from.law, all).filter(({ severity }) => severity === "stops");
    expect(found).toEqual([]);
  });

  test.each(cases)("$name is plain enough: grade 8 or less, no sentence of 40 words", ({ read }) => {
    const { grade, longestSentence } = readability(read.value);
    expect(grade).toBeLessThanOrEqual(8);
    expect(longestSentence).toBeLessThan(40);
  });

  test.each(cases)("$name has no cold or salesy words", ({ read, fields }) => {
    expect(noticeText(read.value, fields)).not.toMatch(
      /abundance of caution|abundancia de cautela|molestia|lamentablemente|de última generación|take .* seriously|inconvenience|valued|unfortunately|please be advised|state-of-the-art|utilize/i,
    );
  });

  test("an employer's letter has no word of health plans or doctors", () => {
    for (const { read, fields } of cases.filter(({ read }) => !read.value.facets.phi))
      expect(noticeText(read.value, fields)).not.toMatch(
        /health|doctor|medical|HIPAA|benefits|médic|salud|beneficios/i,
      );
  });

  test("a letter to next of kin has condolences, no code and nothing to enroll in", () => {
    for (const { read, fields } of cases.filter(({ read }) => read.value.facets.recipient === "nextOfKin")) {
      const text = noticeText(read.value, fields);
      expect(text).toMatch(/condolences|pésame/);
      expect(text).not.toMatch(/enroll|your code|inscrib|su código|BQ7K/i);
      expect(text).toMatch(/Deceased|deceased/);
    }
  });

  test("no golden file is left over from a case that is gone", () => {
    const files = readdirSync(golden).filter((file) => file.endsWith(".txt"));
    expect(files.sort()).toEqual(
      Object.keys(goldens)
        .map((name) => `${name}.txt`)
        .sort(),
    );
  });
});
