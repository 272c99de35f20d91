import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { contacts, contentElements, provisionsInForceOn, readLaw } from "../../src/law/index.ts";

const { value: law } = readLaw("jurisdictions");
const versions = [...law.jurisdictions.values()].flatMap((jurisdiction) =>
  jurisdiction.provisions.flatMap((provision) =>
    provision.versions.map((version) => ({
      id: `${jurisdiction.jurisdiction} ${provision.id} ${version.from}`,
      file: jurisdiction.jurisdiction.toLowerCase(),
      provision,
      version,
    })),
  ),
);

describe("every version", () => {
  test.each(versions)("$id says where it is written and how far it was read", ({ version }) => {
    expect(version.cite.length).toBeGreaterThan(5);
    expect(version.source.title.length).toBeGreaterThan(5);
    expect(version.source.seen).toBe("2026-11-22");
    expect(version.verifiedOn === undefined).toBe(version.confidence !== "read");
  });

  test("names no private file store as its source", () => {
    for (const { id, version } of versions)
      expect(`${id}: ${version.source.title}`).not.toMatch(/github|chart id|file id/i);
  });
});

describe("every change of law since 2023 has a case on each side", () => {
  const changes = versions.filter(
    ({ provision, version }) =>
      provision.to !== undefined && provision.versions.indexOf(version) > 0 && version.from > "2023-01-01",
  );
  test.each(changes)("$id", ({ file, version }) => {
    const cases = JSON.parse(readFileSync(`test/law-cases/${file}.json`, "utf8")) as {
      dates: Record<string, string>;
    }[];
    const days = cases.flatMap(({ dates }) => Object.values(dates));
    expect(days.some((on) => on < version.from)).toBe(true);
    expect(days.some((on) => on >= version.from)).toBe(true);
  });
});

describe("provisionsInForceOn", () => {
  const deadlineOf = (on: string) =>
    provisionsInForceOn(law, "US-CA", day(on)).find(({ provision }) => provision.id === "individual-notice")
      ?.version.rule.kind;
  test.each<[string, string | undefined, string]>([
    ["2025-12-31", "withoutUnreasonableDelay", "the last day before SB 446"],
    ["2026-01-01", "within", "its first day"],
    ["2022-12-31", undefined, "before the law was examined"],
  ])("California on %s: %s, %s", (on, kind) => {
    expect(deadlineOf(on)).toBe(kind);
  });
  test("a jurisdiction that is not loaded has none", () => {
    expect(provisionsInForceOn(law, "US-ZZ", day("2026-01-01"))).toEqual([]);
  });
});

test("no State is named in code", () => {
  const code = [
    "duties",
    "evaluate",
    "clock",
    "condition",
    "hold",
    "required-content",
    "trigger",
    "situation",
  ]
    .map((name) => readFileSync(`src/law/${name}.ts`, "utf8").replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, ""))
    .join("\n");
  expect(code).not.toMatch(/US-[A-Z]{2}\b/);
});

test("every element that a law asks for is in the vocabulary", () => {
  for (const { version } of versions)
    if (version.rule.kind === "content")
      for (const item of [...version.rule.required, ...(version.rule.forbidden ?? [])])
        expect(contentElements).toContain(item.element);
});

describe("contacts", () => {
  const blocks = contacts(law);
  test("the three bureaus, each with a freeze address, telephone and website", () => {
    expect(blocks.bureaus.map((bureau) => bureau.name)).toEqual(["Equifax", "Experian", "TransUnion"]);
    for (const { securityFreeze } of blocks.bureaus) {
      expect(securityFreeze.address.join(" ")).toMatch(/P\.O\. Box \d+ .*[A-Z]{2} \d{5}/);
      expect(securityFreeze.phone).toMatch(/^1-8\d\d-\d{3}-\d{4}$/);
      expect(securityFreeze.website).toMatch(/^https:/);
    }
  });
  test("TransUnion's freezes go to Woodlyn, its fraud alerts to Chester", () => {
    const union = blocks.bureaus[2];
    expect(union?.securityFreeze.address).toContain("Woodlyn, PA 19094");
    expect(union?.fraudAlert.address).toContain("Chester, PA 19016");
  });
  test.each(["US-DC", "US-MD", "US-NC", "US-NY", "US-RI"])(
    "%s: the statute wants its Attorney General in the letter",
    (jurisdiction) => {
      expect(blocks.offices.get(jurisdiction)?.[0]?.use).toBe("required");
    },
  );
  test("every office has a source, and a verified day unless it is only remembered", () => {
    for (const office of [...blocks.offices.values()].flat()) {
      expect(office.source.title).not.toMatch(/github/i);
      expect(office.verifiedOn === undefined).toBe(office.confidence === "recalled");
    }
  });
});
