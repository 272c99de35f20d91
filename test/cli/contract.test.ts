import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copyOf, type Ended, filesUnder, larkspur, newFolder, noticepress } from "./noticepress.ts";

const commands = [
  "init",
  "check",
  "duties",
  "law",
  "proofs",
  "compare",
  "approve",
  "codes",
  "run",
  "verify",
  "reconcile",
  "purge",
  "worker",
  "hand-over",
  "status",
  "report",
  "letter",
  "sample",
  "demo",
];

describe("help and usage", () => {
  test("a folder that is not there: the next step is to name one, not to read texts", () => {
    const { code, err } = noticepress("run", "no-such-folder");
    expect(code).toBe(2);
    expect(err).toContain("Next: name the incident folder; noticepress init");
  });

  test.each(commands)("%s --help tells what it does and its exit codes", (command) => {
    const { code, out } = noticepress(command, "--help");
    expect(code).toBe(0);
    expect(out).toContain(`Usage: noticepress ${command}`);
    expect(out).toContain("Exit codes: 0 done");
  });

  test("--help lists every command and no other", () => {
    const { code, out } = noticepress("--help");
    expect(code).toBe(0);
    const listed = [...out.matchAll(/^ {2}([a-z-]+) .*$/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== "help");
    expect(listed.sort()).toEqual([...commands].sort());
  });

  test.each([
    ["no command", []],
    ["an unknown command", ["chekc", "x"]],
    ["an unknown flag", ["check", "x", "--frobnicate"]],
    ["no folder", ["check"]],
    ["a day that is none", ["duties", "x", "--on", "2026-02-30"]],
    ["a law of nowhere", ["law", "show", "Atlantis"]],
    ["months that are none", ["law", "lint", "--months", "0"]],
    ["a count that is none", ["sample", "x", "--people", "many"]],
    ["an approval by nobody", ["approve", "x", "--all"]],
    ["a folder that does not exist", ["check", join(newFolder(), "nowhere")]],
    ["a folder without incident.json", ["duties", newFolder()]],
  ])("%s ends with 2", (_, words) => {
    const { code, out } = noticepress(...words);
    expect(code).toBe(2);
    if (words.length > 0) expect(out).toBe("");
  });

  test("a sample is never written over something", () => {
    const dir = newFolder();
    writeFileSync(join(dir, "keep.txt"), "mine");
    expect(noticepress("sample", dir, "--people", "10").code).toBe(2);
    expect([...filesUnder(dir).keys()]).toEqual(["keep.txt"]);
  });
});

describe("the smallest folder", () => {
  const folder = newFolder();
  let ended: Ended;
  beforeAll(() => {
    mkdirSync(join(folder, "clients/a"), { recursive: true });
    writeFileSync(
      join(folder, "incident.json"),
      `{"format":1,"id":"first-day","title":"First day",
        "notifier":{"role":"client"},
        "dates":{"occurredFrom":"2026-01-02","occurredTo":"2026-01-05","discovered":"2026-01-15","determined":"2026-01-20","individualNotice":"2026-02-10"}}`,
    );
    writeFileSync(
      join(folder, "clients/a/client.json"),
      `{"format":1,"id":"a","name":"Clinic A","kind":"coveredEntity",
        "dates":{"discovered":"2026-01-16"},
        "estimated":{"counts":{"US-TX":250,"US-CA":501},"dataElements":["ssn","medicalInformation"]}}`,
    );
    ended = noticepress("duties", folder, "--json");
  });

  test("duties prints one document with every key of the contract", () => {
    const document = JSON.parse(ended.out);
    expect(document.format).toBe(1);
    expect(document.duties.length).toBeGreaterThan(5);
    for (const duty of document.duties)
      expect(Object.keys(duty)).toEqual(
        expect.arrayContaining([
          "id",
          "client",
          "jurisdiction",
          "provision",
          "to",
          "name",
          "status",
          "due",
          "dueKind",
          "notBefore",
          "practicalDay",
          "count",
          "threshold",
          "citations",
          "confidence",
          "why",
          "questions",
        ]),
      );
  });

  test.each([
    ["HIPAA individuals: 60 days after the client's discovery", "US-HIPAA", "individuals", "2026-03-17"],
    ["HIPAA Secretary: 751 is at least 500", "US-HIPAA", "secretary", "2026-03-17"],
    ["California individuals: 30 days after discovery", "US-CA", "individuals", "2026-02-15"],
    [
      "California Attorney General: 501 is more than 500, 15 days after the notice",
      "US-CA",
      "regulator",
      "2026-02-25",
    ],
  ])("%s", (_, jurisdiction, to, due) => {
    const { duties } = JSON.parse(ended.out);
    const found = duties.filter(
      (duty: { jurisdiction: string; to: string; status: string }) =>
        duty.jurisdiction === jurisdiction && duty.to === to && duty.status === "owed",
    );
    expect(found.map((duty: { due: string }) => duty.due)).toContain(due);
  });

  test("media: 501 Californians are more than 500, 250 Texans are not", () => {
    const { duties } = JSON.parse(ended.out);
    const media = duties.filter((duty: { to: string }) => duty.to === "media");
    const byState = (state: string) =>
      media
        .filter((duty: { id: string }) => duty.id.includes(state))
        .map((duty: { status: string }) => duty.status);
    expect(byState("US-CA")).toContain("owed");
    expect(byState("US-TX")).not.toContain("owed");
  });

  test("a run without lists, contacts and texts is refused with next steps, and writes no output", () => {
    const { code, err } = noticepress("run", folder);
    expect(code).toBe(1);
    expect(err).toContain("Next:");
    expect([...filesUnder(folder).keys()].filter((name) => name.startsWith("out"))).toEqual([]);
  });
});

describe("check on the sample", () => {
  const folder = copyOf(larkspur);
  const before = filesUnder(folder);
  const ended = noticepress("check", folder, "--json");
  const document = JSON.parse(ended.out);

  test("ends with 1, because rows are held", () => expect(ended.code).toBe(1));

  test("rows = people + duplicates + held + suppressed", () => {
    const { rows, people, duplicates, held, suppressed } = document.counts;
    expect(rows).toBe(people + duplicates + held + suppressed);
    expect({ rows, people, duplicates, held, suppressed }).toEqual({
      rows: 2020,
      people: 1984,
      duplicates: 20,
      held: 8,
      suppressed: 8,
    });
  });

  test("the counts by client and by jurisdiction add up", () => {
    const sum = (counts: Record<string, number>) =>
      Object.values(counts).reduce((total, each) => total + each, 0);
    expect(sum(document.counts.byJurisdiction)).toBe(document.counts.people);
    const clients = Object.values(document.counts.byClient) as { people: number }[];
    expect(clients.reduce((total, { people }) => total + people, 0)).toBe(document.counts.people);
  });

  test("every problem has code, severity, place, facts and a text with a next step", () => {
    for (const p of document.problems) {
      expect(Object.keys(p)).toEqual(["code", "severity", "where", "facts", "text"]);
      expect(p.text).not.toMatch(/[{}]/);
      if (p.severity === "holds")
        expect(p.where).toMatchObject({ file: expect.any(String), row: expect.any(Number) });
    }
  });

  test("nothing in the folder is changed", () => expect(filesUnder(folder)).toEqual(before));

  test("--copies brings each file with held rows back with the problem beside the row", () => {
    const copies = newFolder();
    noticepress("check", folder, "--copies", copies);
    const noted = [...filesUnder(copies).values()].flatMap((bytes) => {
      const [header = "", ...rows] = String(bytes).trimEnd().split("\r\n");
      expect(header).toContain("noticepress_problem,noticepress_next_step");
      // The note is the first cell; a row without one begins with a comma.
      return rows.filter((row) => row !== "" && !row.startsWith(","));
    });
    expect(noted).toHaveLength(document.counts.held);
  });
});
