import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Ended, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

const files = join(import.meta.dirname, "../../jurisdictions");

describe("law list", () => {
  let listed: Ended;
  beforeAll(async () => {
    listed = await noticepress("law", "list", "--json");
  });

  test("has every jurisdiction, and its numbers add up", () => {
    const { jurisdictions, problems } = JSON.parse(listed.out);
    expect(listed.code).toBe(0);
    expect(problems).toEqual([]);
    const ids = jurisdictions.map((each: { jurisdiction: string }) => each.jurisdiction);
    expect(ids).toEqual(expect.arrayContaining(["US-HIPAA", "US-CA", "US-TX", "US-PR"]));
    for (const { versions, read, secondary, recalled } of jurisdictions)
      expect(read + secondary + recalled).toBe(versions);
  });

  test("law alone lists too, as a table with a line for each", async () => {
    const { code, out } = await noticepress("law");
    expect(code).toBe(0);
    for (const { jurisdiction, name } of JSON.parse(listed.out).jurisdictions)
      expect(out).toMatch(new RegExp(`^${jurisdiction} +${name.replace(/[()]/g, "\\$&")} `, "m"));
  });
});

describe("law show", () => {
  test("a name of several words needs no quotes", async () => {
    const { code, out } = await noticepress("law", "show", "new", "york", "--on", "2026-06-01");
    expect(code).toBe(0);
    expect(out).toMatch(/^New York \(US-NY\), as in force on 2026-06-01\n/);
  });

  test("no line is wider than a hundred characters where there is no terminal, and none is coloured", async () => {
    const { out } = await noticepress("law", "show", "US-HIPAA");
    for (const line of out.split("\n"))
      if (/\s\S*\s/.test(line.trim())) expect(line.length, line).toBeLessThanOrEqual(100);
    expect(out).not.toContain("\u001b");
  });

  test("the day chooses the version, and the other stands below", async () => {
    const deadline = async (on: string) => {
      const { out } = await noticepress("law", "show", "US-CA", "--on", on);
      return out
        .slice(out.indexOf("[individual-notice]"), out.indexOf("[attorney-general]"))
        .replace(/\s+/g, " ");
    };
    expect(await deadline("2025-12-31")).toMatch(
      /no number of days.*After: from 2026-01-01 on.*Within 30 calendar days/,
    );
    expect(await deadline("2026-01-01")).toMatch(
      /Within 30 calendar days.*Before: from 2023-01-01 to 2025-12-31.*no number of days/,
    );
  });

  test("--json gives the file and the versions in force", async () => {
    const { code, out } = await noticepress("law", "show", "US-CA", "--on", "2025-12-31", "--json");
    const document = JSON.parse(out);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      format: 1,
      on: "2025-12-31",
      inForce: { "individual-notice": "2023-01-01" },
      problems: [],
    });
    expect(document.jurisdiction).toEqual(JSON.parse(readFileSync(join(files, "us-ca.json"), "utf8")));
  });

  test("a law that is not loaded is refused with those that look like it", async () => {
    const { code, out, err } = await noticepress("law", "show", "califronia");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("No law is loaded for “califronia”. Close to it: US-CA.");
  });
});

describe("law lint", () => {
  test("our own files are sound", async () => {
    const { code, out } = await noticepress("law", "lint", "--on", "2026-11-22");
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ jurisdictions with \d+ versions of rules are sound/);
  });

  test.each([
    ["2027-05-22", 0],
    ["2027-05-23", 1],
  ])("rules seen on 2026-11-22 are six months old on %s", async (on, atLeast) => {
    const { code, out } = await noticepress("law", "lint", "--on", on, "--files", lawOfOneDay(), "--json");
    const { stale, problems } = JSON.parse(out);
    expect(code).toBe(0);
    expect(Math.min(stale.length, 1)).toBe(atLeast);
    // One for the jurisdiction and its offices, one for the addresses of the whole country.
    expect(problems.map(({ code: each }: { code: string }) => each)).toEqual(
      atLeast ? ["law/rule-stale", "law/rule-stale"] : [],
    );
  });

  test("a faulty file ends with 1 and is named", async () => {
    const folder = lawOfOneDay();
    const file = join(folder, "us-ca.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"calendarDays": 30', '"calendarDays": "thirty"'));
    const { code, err } = await noticepress("law", "lint", "--files", folder, "--on", "2026-11-22");
    expect(code).toBe(1);
    expect(err).toContain("us-ca.json");
    expect(err).toContain("law/value-wrong");
  });

  test("a folder that is not there ends with 1", async () => {
    expect((await noticepress("law", "lint", "--files", join(newFolder(), "nowhere"))).code).toBe(1);
  });
});

/** California's law and the contacts, with every source seen on one day. */
function lawOfOneDay(): string {
  const folder = newFolder();
  for (const name of ["us-ca.json", "us-contacts.json"]) {
    cpSync(join(files, name), join(folder, name));
    const text = readFileSync(join(folder, name), "utf8");
    writeFileSync(
      join(folder, name),
      text.replace(/"(seen|verifiedOn)": "\d{4}-\d{2}-\d{2}"/g, '"$1": "2026-11-22"'),
    );
  }
  return folder;
}
