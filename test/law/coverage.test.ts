import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { missingCases } from "./case-coverage.ts";
import { caseFiles, casesIn, law, lawProblems } from "./law-case.ts";

const states =
  "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY";
const further = "DC PR GU VI HIPAA FTC-HBNR PART2";
const closedList = `${states} ${further}`.split(" ").map((code) => `US-${code}`);

test("fifty States, the District, three territories and three federal rules, and no other", () => {
  expect([...law.jurisdictions.keys()].sort()).toEqual([...closedList].sort());
});

test("the law loads: citations are there, versions do not overlap, names point somewhere", () => {
  expect(lawProblems).toEqual([]);
});

describe("every provision has its cases", () => {
  test.each(closedList)("%s", (id) => {
    const jurisdiction = law.jurisdictions.get(id);
    const file = caseFiles.find((name) => name === `${id.toLowerCase()}.json`);
    if (jurisdiction === undefined || file === undefined)
      expect.fail(`${id} has no file, or no file of cases`);
    expect(missingCases(jurisdiction, casesIn(file))).toEqual([]);
  });
});

describe("every element that some law requires has words in a template", () => {
  const texts = readdirSync("templates/en", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(`templates/en/${name}`, "utf8"));
  const required = new Map<string, string[]>();
  for (const { jurisdiction, provisions } of law.jurisdictions.values())
    for (const { versions } of provisions)
      for (const { rule } of versions)
        for (const { element } of rule.kind === "content" ? rule.required : [])
          required.set(element, [...(required.get(element) ?? []), jurisdiction]);
  test.each([...required])("%s", (element, wantedBy) => {
    const said = texts.some((text) => text.includes(`{{#element "${element}"`));
    expect(said ? "said" : `wanted by ${[...new Set(wantedBy)].join(", ")}`).toBe("said");
  });
});

test("what the coverage test itself would miss: a case taken away is noticed", () => {
  const jurisdiction = law.jurisdictions.get("US-HIPAA");
  if (jurisdiction === undefined) expect.fail("US-HIPAA is not loaded");
  const cases = casesIn("us-hipaa.json");
  expect(missingCases(jurisdiction, [])).toContain(
    "US-HIPAA secretary (from 2013-03-26): no case where it is owed",
  );
  const without = cases.filter(({ dataProtection }) => dataProtection !== "encrypted");
  expect(missingCases(jurisdiction, without)).toContain(
    'US-HIPAA: no case with "dataProtection": "encrypted"',
  );
});
