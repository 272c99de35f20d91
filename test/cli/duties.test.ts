import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { larkspur, newFolder, noticepressHere as noticepress } from "./noticepress.ts";

/** The first day of an incident, with estimates only; incident.json may say more. */
function firstDay(more: Readonly<Record<string, unknown>> = {}): string {
  const folder = newFolder();
  mkdirSync(join(folder, "clients/a"), { recursive: true });
  writeFileSync(
    join(folder, "incident.json"),
    JSON.stringify({
      format: 1,
      id: "first-day",
      title: "First day",
      notifier: { role: "client" },
      dates: {
        occurredFrom: "2026-01-02",
        occurredTo: "2026-01-05",
        discovered: "2026-01-15",
        determined: "2026-01-20",
        individualNotice: "2026-02-10",
      },
      ...more,
    }),
  );
  writeFileSync(
    join(folder, "clients/a/client.json"),
    JSON.stringify({
      format: 1,
      id: "a",
      name: "Clinic A",
      kind: "coveredEntity",
      dates: { discovered: "2026-01-16" },
      estimated: { counts: { "US-TX": 250, "US-CA": 501 }, dataElements: ["ssn", "medicalInformation"] },
    }),
  );
  return folder;
}

describe("the table", () => {
  test("is one for all clients, the most urgent first", async () => {
    const { code, out } = await noticepress("duties", larkspur);
    expect(code).toBe(0);
    const [header = "", , ...lines] = out.split("\n");
    expect(header).toMatch(/^due +.*status +client +law +whom +count +citation$/);
    const dues = lines.slice(0, lines.indexOf("")).map((line) => line.slice(0, 13).trim());
    const dated = dues.findIndex((due) => /^\d/.test(due));
    expect(dated).toBeGreaterThan(0);
    for (const due of dues.slice(0, dated)) expect(["without delay", "same time"]).toContain(due);
    const days = dues.slice(dated);
    expect(days).toEqual([...days].sort());
    expect(out).toContain("The vendor's own duties to its clients");
    for (const client of ["city-of-alder-bend", "quillhaven-memorial-hospital"])
      expect(out).toContain(client);
  });

  test("--on counts the days left and marks what is late", async () => {
    const { out } = await noticepress("duties", firstDay(), "--on", "2026-02-17");
    const row = (whom: RegExp) => out.split("\n").find((line) => whom.test(line)) ?? "";
    expect(row(/US-CA +Affected individuals/)).toMatch(/^2026-02-15 +OVERDUE -2 /);
    expect(row(/US-CA +Attorney General/)).toMatch(/^2026-02-25 +8 /);
    expect(out).toMatch(/\d+ duties are OVERDUE on 2026-02-17\./);
  });

  test("without --on it counts from today and says so", async () => {
    const { out } = await noticepress("duties", firstDay());
    expect(out).toMatch(/US-CA +Affected individuals/);
    expect(out.split("\n").find((line) => /US-CA +Affected individuals/.test(line))).toMatch(/OVERDUE -/);
    expect(out).toMatch(/Days left count from \d{4}-\d\d-\d\d, today; --on DAY counts from another\./);
    expect(out).not.toMatch(/first last day/);
  });

  test("--why adds the reasons with what the regulator wants", async () => {
    const folder = firstDay();
    expect((await noticepress("duties", folder)).out).not.toContain("To be told:");
    const why = (await noticepress("duties", folder, "--why")).out;
    expect(why).toContain("2026-02-10 + 15 calendar days = 2026-02-25");
    expect(why).toContain("To be told:");
  });
});

describe("rules that nobody has looked at for long", () => {
  const stale = async (folder: string, on: string) => {
    const { code, out } = await noticepress("duties", folder, "--on", on, "--json");
    expect(code).toBe(0);
    return JSON.parse(out).problems.filter(({ code: each }: { code: string }) => each === "law/rule-stale");
  };

  test("are counted once for each jurisdiction that was used, and warn", async () => {
    const found = await stale(firstDay(), "2028-01-01");
    const jurisdictions = found.map(({ where }: { where: { jurisdiction: string } }) => where.jurisdiction);
    expect(jurisdictions).toEqual([...new Set(jurisdictions)]);
    expect(jurisdictions).toEqual(expect.arrayContaining(["US-CA", "US-TX", "US-HIPAA"]));
    expect(jurisdictions).not.toContain("US-NY");
    for (const { severity } of found) expect(severity).toBe("warns");
  });

  test("may be older where the incident's policy says so", async () => {
    expect(await stale(firstDay({ policy: { lawVerifiedWithinMonths: 36 } }), "2028-01-01")).toEqual([]);
  });
});

test("a vendor's totals stand beside the duties, over all clients only", async () => {
  const totals = async (...words: string[]) =>
    JSON.parse((await noticepress("duties", larkspur, "--json", ...words)).out).vendorTotals;
  const all = await totals();
  const people = all.reduce((sum: number, { individuals }: { individuals: number }) => sum + individuals, 0);
  const { counts } = JSON.parse((await noticepress("check", larkspur, "--json")).out);
  // Who is held or suppressed counts for the law too.
  expect(people).toBe(counts.people + counts.held + counts.suppressed);
  expect(await totals("--client", "city-of-alder-bend")).toBeUndefined();
});

describe("--ics", () => {
  test("writes an event for each open duty that names a day, and counts the others", async () => {
    const file = join(newFolder(), "duties.ics");
    const { code, err } = await noticepress("duties", larkspur, "--ics", file);
    expect(code).toBe(0);
    const { duties } = JSON.parse((await noticepress("duties", larkspur, "--json")).out);
    type Shown = { id: string; status: string; due: string | null };
    const open = duties.filter(({ status }: Shown) => status === "owed" || status === "question");
    const dated = open.filter(({ due }: Shown) => due !== null);
    const events = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")))
      .getAllSubcomponents("vevent")
      .map((event) => new ICAL.Event(event));
    expect(new Map(events.map((event) => [event.uid, event.startDate.toString()]))).toEqual(
      new Map(dated.map(({ id, due }: Shown) => [`larkspur-2026/${id}@noticepress`, due])),
    );
    expect(events).toHaveLength(dated.length);
    expect(err).toContain(`Wrote ${file} with ${dated.length} events.`);
    expect(err).toContain(`${open.length - dated.length} open duties name no day and are not in it`);
  });

  test("a calendar file of before is written anew; anything else is left alone", async () => {
    const folder = firstDay();
    const file = join(newFolder(), "duties.ics");
    expect((await noticepress("duties", folder, "--ics", file)).code).toBe(0);
    expect((await noticepress("duties", folder, "--ics", file)).code).toBe(0);
    writeFileSync(file, "mine");
    const { code, out, err } = await noticepress("duties", folder, "--ics", file);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("is not a calendar file");
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  test("into a folder that is not there ends with 2", async () => {
    const file = join(newFolder(), "nowhere", "duties.ics");
    expect((await noticepress("duties", firstDay(), "--ics", file)).code).toBe(2);
    expect(existsSync(file)).toBe(false);
  });
});
