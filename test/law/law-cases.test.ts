import { describe, expect, test } from "vitest";
import { isTriggered, noticeLaw } from "../../src/law/index.ts";
import {
  caseFiles,
  casesIn,
  clientOf,
  dutiesOf,
  incidentOf,
  law,
  lawProblems,
  outcomes,
} from "./law-case.ts";

test("the committed law loads without a problem", () => {
  expect(lawProblems).toEqual([]);
  expect(law.jurisdictions.size).toBeGreaterThan(0);
});

test("every jurisdiction file has a case file, and every case file a jurisdiction", () => {
  expect(caseFiles.map((name) => name.replace(".json", "").toUpperCase()).sort()).toEqual(
    [...law.jurisdictions.keys()].sort(),
  );
});

describe.each(caseFiles)("%s", (file) => {
  const jurisdiction = file.replace(".json", "").toUpperCase();
  const cases = casesIn(file);
  const dutyCases = cases.flatMap((each) => [
    ...(each.expect === undefined
      ? []
      : [{ name: each.name, each, counts: each.counts ?? {}, wanted: each.expect }]),
    ...Object.entries(each.residents ?? {}).map(([count, wanted]) => ({
      name: `${each.name}: ${count} residents`,
      each,
      // A federal law counts everyone, wherever they live.
      counts: { [jurisdiction.length === 5 ? jurisdiction : "US-WY"]: Number(count) },
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
    const federal = law.jurisdictions.get(jurisdiction)?.level === "federal";
    const stateLawApplies = !federal && isTriggered(law, jurisdiction, each.dataElements, incident, client);
    expect(federal || stateLawApplies).toBe(true);
    const found = noticeLaw(law, {
      jurisdiction,
      stateLawApplies,
      phi: letter.phi,
      exposure: letter.exposure,
      ...(letter.offered ? { offered: true } : {}),
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
