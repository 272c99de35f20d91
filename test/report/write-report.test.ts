import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { type Ledger, openLedger } from "../../src/ledger/index.ts";
import { ProblemTally, readInputs, takeCensus, takeInPeople } from "../../src/mailing/index.ts";
import {
  approveNotices,
  draftsToRead,
  individualsListColumns,
  parseReportRecord,
  type ReportRecord,
  type ReportRun,
  writeReport,
} from "../../src/report/index.ts";

const root = mkdtempSync(join(tmpdir(), "report-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = join(root, "larkspur");
const out = join(root, "out");
const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
const textOf = (path: string) => readFileSync(join(out, path), "utf8");

let ledger: Ledger;
let run: ReportRun;
let first: ReportRecord;

async function runOf(): Promise<ReportRun> {
  const { value: inputs } = await readInputs(folder);
  if (inputs === undefined) throw new Error("the sample cannot be read");
  await takeInPeople(inputs, ledger, new ProblemTally(), { today: day("2026-11-22") });
  return { inputs, ledger, census: takeCensus(inputs, ledger), out };
}

function edit(path: string, change: (json: Record<string, unknown>) => Record<string, unknown>) {
  const file = join(folder, path);
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")))));
}

beforeAll(async () => {
  cpSync(join(import.meta.dirname, "..", "..", "samples", "larkspur"), folder, { recursive: true });
  const { value } = openLedger(":memory:");
  if (value === undefined) throw new Error("no ledger");
  ledger = value;
  run = await runOf();
  first = writeReport(run).record;
});

/** The rows of a list: RFC 4180, read without the writer's help. */
function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const cells: string[][] = [[]];
  for (const [, quoted, plain, end] of csv
    .replace(/^\ufeff/, "")
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    cells.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") cells.push([]);
    if (end === "") break;
  }
  const [header = [], ...rows] = cells.filter((row) => row.length > 1);
  return rows.map((row) => Object.fromEntries(header.map((name, column) => [name, row[column] ?? ""])));
}

describe("every notice", () => {
  test("its pages load nothing and run nothing, by their own policy", () => {
    const pages = first.notices.flatMap(({ files }) => files.filter(({ path }) => path.endsWith(".html")));
    expect(pages.length).toBeGreaterThan(0);
    for (const { path } of pages)
      expect(textOf(path)).toMatch(
        /^<meta http-equiv="Content-Security-Policy" content="default-src 'none';/m,
      );
  });

  test("says what is left to counsel, where a law leaves something to judgement", () => {
    const website = first.notices.find(({ kind }) => kind === "website") ?? expect.fail("no website notice");
    expect(website.forCounsel).toContainEqual(
      expect.objectContaining({ kind: "judgement", citation: expect.any(String) }),
    );
  });
});

describe("the lists for clients", () => {
  test("each holds as many as the ledger counts, by outcome", () => {
    const totals = ledger.intake.totals().byClient;
    expect(first.lists.map(({ client }) => client).sort()).toEqual([...totals.keys()].sort());
    for (const { client, path, ...counts } of first.lists) {
      const { rows, people, duplicates, held, suppressed } = totals.get(client) ?? expect.fail(client);
      expect(counts).toMatchObject({ rows, people, duplicates, held, suppressed });
      expect(counts.rows).toBe(people + duplicates + held + suppressed);
      const listed = rowsOf(textOf(path));
      expect(listed).toHaveLength(counts.lines);
      const outcomes = Map.groupBy(listed, ({ outcome }) => outcome);
      expect([
        outcomes.get("toBeTold")?.length ?? 0,
        outcomes.get("held")?.length ?? 0,
        outcomes.get("suppressed")?.length ?? 0,
      ]).toEqual([people, held, suppressed]);
    }
  });

  test("two clients never share a row", () => {
    const seen = new Map<string, string>();
    for (const { client, path } of first.lists)
      for (const { file, row } of rowsOf(textOf(path))) {
        expect(file?.startsWith(`clients/${client}/`)).toBe(true);
        const place = `${file} ${row}`;
        expect(seen.get(place)).toBeUndefined();
        seen.set(place, client);
      }
    expect(seen.size).toBe(first.lists.reduce((sum, { lines }) => sum + lines, 0));
  });

  test("everyone of the ledger is on their client's list with their own name and data", () => {
    for (const { client, path } of first.lists) {
      const byId = new Map(rowsOf(textOf(path)).map((row) => [`${row.outcome} ${row.id}`, row]));
      for (const { individual } of ledger.intake.people(client)) {
        const row = byId.get(`toBeTold ${individual.id}`);
        expect(row?.name).toBe(individual.name.full);
        expect(row?.zip).toBe(individual.address.zip);
        expect(row?.data_elements?.split("; ").filter((each) => each !== "")).toHaveLength(
          individual.dataElements.length,
        );
      }
    }
  });

  test("have the documented columns, and only their owner may read them", () => {
    const runbook = readFileSync(join(import.meta.dirname, "..", "..", "docs", "runbook.md"), "utf8");
    for (const column of individualsListColumns) expect(runbook).toContain(`\`${column}\``);
    for (const { path } of first.lists) expect(statSync(join(out, path)).mode & 0o777).toBe(0o600);
  });

  test("the letter says the list's own totals and hash", () => {
    const { lists, notices } = first;
    for (const { client, path, lines, sha256: hash } of lists) {
      expect(hash).toBe(sha256(readFileSync(join(out, path))));
      const letter = notices.find((each) => each.client === client && each.kind === "covered-entity");
      const text = textOf(letter?.files.find((file) => file.path.endsWith(".txt"))?.path ?? "");
      expect(text).toContain(`It has ${lines} lines`);
      expect(text).toContain(hash);
    }
  });
});

describe("the notices", () => {
  test("a page for each language of each client, a release where more than 500 live, a letter to each client", () => {
    const kinds = Map.groupBy(first.notices, ({ kind }) => kind);
    const languages = run.inputs.folder.clients.flatMap(({ client }) =>
      client.languages.map((language) => `${client.id} ${language}`),
    );
    expect(kinds.get("website")?.map(({ client, language }) => `${client} ${language}`)).toEqual(languages);
    expect(kinds.get("media")?.map(({ client, state }) => `${client} ${state}`)).toEqual([
      "quillhaven-memorial-hospital US-MA",
    ]);
    expect(kinds.get("covered-entity")).toHaveLength(4);
  });

  test("the record is sound and its hashes are those of the files", () => {
    expect(parseReportRecord(textOf("report.json"))).toEqual(first);
    for (const { files } of first.notices)
      for (const { path, sha256: hash } of files) expect(sha256(readFileSync(join(out, path)))).toBe(hash);
  });

  test("no public text names anybody or gives a code away", () => {
    const names = [...ledger.intake.people()].map(({ individual }) => individual.name.full);
    const codes = ["tamarind-coast-health-plan", "quillhaven-memorial-hospital"]
      .flatMap((client) => {
        const dir = join(folder, "clients", client, "codes");
        return readdirSync(dir).flatMap((file) =>
          readFileSync(join(dir, file), "utf8")
            .split("\n")
            .slice(1)
            .map((line) => line.split(",")[0] ?? ""),
        );
      })
      .filter((code) => code !== "");
    expect(codes.length).toBeGreaterThan(500);
    for (const { files } of first.notices)
      for (const { path } of files) {
        const text = textOf(path);
        expect(names.filter((name) => text.includes(name))).toEqual([]);
        expect(codes.filter((code) => text.includes(code))).toEqual([]);
      }
  });

  test("each page stays as long as the strictest law wants, and a day more", () => {
    const posting = first.notices.find(
      ({ kind, client }) => kind === "website" && client === "tamarind-coast-health-plan",
    )?.posting;
    expect(posting).toEqual({
      from: "2026-11-24",
      through: "2027-02-21",
      spare: "2027-02-22",
      removableOn: "2027-02-23",
    });
  });
});

describe("a page", () => {
  const pages = () =>
    first.notices
      .flatMap(({ files }) => files.map(({ path }) => path))
      .filter((path) => path.endsWith(".html"));

  test("is self-contained, with language, title, landmarks, a skip link and one h1, and may be found", () => {
    expect(pages().length).toBeGreaterThan(8);
    for (const path of pages()) {
      const html = textOf(path);
      const language = /\.(en|es)\./.exec(path)?.[1];
      expect(html).toMatch(new RegExp(`<html lang="${language}">`));
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(html.match(/<main /g)).toHaveLength(1);
      expect(html.match(/<header>/g)).toHaveLength(1);
      expect(html).toMatch(/<a class="skip" href="#notice">[^<]+<\/a>/);
      expect(html).toContain('<main id="notice"');
      expect(html).toMatch(/<title>[^<]{10,}<\/title>/);
      expect(html).toContain("@media print");
      expect(html).not.toMatch(/<script|<iframe|<img|<link|noindex|url\(|@import|src=/i);
    }
  });

  test("headings never skip a level, and every table has heads for columns and rows", () => {
    for (const path of pages()) {
      const html = textOf(path);
      const levels = [...html.matchAll(/<h([1-6])>/g)].map(([, level]) => Number(level));
      levels.forEach((level, index) => {
        expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
      });
      for (const [table] of html.matchAll(/<table>[\s\S]*?<\/table>/g)) {
        expect(table).toContain('scope="col"');
        expect(table).toContain('scope="row"');
      }
    }
  });

  test("has colours that differ enough (WCAG 2.2, 1.4.3)", () => {
    const luminance = (hex: string) => {
      const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a: string, b: string) => {
      const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
      return (light + 0.05) / (dark + 0.05);
    };
    const html = textOf(pages()[0] ?? "");
    const link = /\na \{ color: (#[0-9a-f]{6})/.exec(html)?.[1] ?? "";
    const draft = /\.draft \{[^}]*background: (#[0-9a-f]{6}); color: #fff/.exec(html)?.[1] ?? "";
    expect(contrast(link, "#ffffff")).toBeGreaterThan(4.5);
    expect(contrast(draft, "#ffffff")).toBeGreaterThan(4.5);
  });
});

describe("approval", () => {
  test("everything is a draft that says so, and nothing can be taken for more", () => {
    for (const { status, files } of first.notices) {
      expect(status).toBe("draft");
      for (const { path } of files) {
        expect(path).toMatch(/\.draft\.(html|txt)$/);
        expect(textOf(path)).toMatch(/DRAFT|BORRADOR/);
      }
    }
  });

  test("a draft that somebody changed is not approved", () => {
    const path = first.notices[0]?.files[0]?.path ?? "";
    const before = textOf(path);
    chmodSync(join(out, path), 0o600);
    writeFileSync(join(out, path), before.replace("Posted", "posted"));
    expect(draftsToRead(out).problems.map(({ code }) => code)).toEqual(["approval/proof-changed"]);
    writeFileSync(join(out, path), before);
    expect(draftsToRead(out).problems).toEqual([]);
  });

  test("a folder without a report has nothing to approve", () => {
    expect(draftsToRead(join(root, "nowhere")).problems.map(({ code }) => code)).toEqual([
      "report/nothing-to-approve",
    ]);
  });

  test("approved notices are written for use, drafts vanish, and a changed text is a draft again", async () => {
    const { drafts } = draftsToRead(out);
    expect(
      approveNotices(ledger, drafts, writeReport(run).record, "R. Reader", "2026-11-22T10:00:00Z"),
    ).toEqual([]);
    const approved = writeReport(run).record;
    const files = approved.notices.flatMap((notice) => notice.files.map(({ path }) => path));
    expect(
      approved.notices.every(({ status, approvedBy }) => status === "approved" && approvedBy === "R. Reader"),
    ).toBe(true);
    for (const path of files) expect(textOf(path)).not.toMatch(/DRAFT|BORRADOR/);
    for (const { files: gone } of first.notices)
      for (const { path } of gone) expect(existsSync(join(out, path))).toBe(false);
    const link = files.find((path) => path.includes("home-page-link")) ?? expect.fail("no link");
    expect(textOf(link)).toMatch(/font-size: 1\.5em.*border: 3px.*<a href="https:/);
    // The same inputs and approvals give the same bytes.
    const bytes = files.map(textOf);
    expect(writeReport(run).record).toEqual(approved);
    expect(files.map(textOf)).toEqual(bytes);

    edit("incident.json", (json) => ({
      ...json,
      updates: [
        { on: "2026-12-08", text: { en: "The line is open longer.", es: "La línea abre más horas." } },
      ],
    }));
    const updated = await runOf();
    const { record } = writeReport(updated);
    const byKind = Map.groupBy(record.notices, ({ kind, status }) => `${kind} ${status}`);
    expect(byKind.has("website approved")).toBe(false);
    expect(byKind.get("media approved")).toHaveLength(1);
    expect(textOf(record.notices[0]?.files[0]?.path ?? "")).toContain("The line is open longer.");
    // Drafts of one text do not approve another.
    expect(
      approveNotices(ledger, drafts, record, "R. Reader", "2026-11-22T11:00:00Z").map(({ code }) => code),
    ).toContain("approval/proof-outdated");
  });
});

describe("what is missing is said", () => {
  const cases: readonly (readonly [
    string,
    string,
    (json: Record<string, unknown>) => Record<string, unknown>,
    string,
  ])[] = [
    [
      "an update without a language's text",
      "incident.json",
      (json) => ({ ...json, updates: [{ on: "2026-12-08", text: { fr: "Ouvert." } }] }),
      "report/update-untranslated",
    ],
    [
      "no day at all",
      "incident.json",
      ({ dates, ...json }) => ({ ...json, dates: { ...(dates as object), individualNotice: undefined } }),
      "report/no-day",
    ],
    [
      "a day after the last one",
      "incident.json",
      ({ dates, ...json }) => ({ ...json, dates: { ...(dates as object), mediaNotice: "2027-02-01" } }),
      "report/after-last-day",
    ],
    [
      "no desk for clients",
      "incident.json",
      ({ notifier, ...json }) => ({ ...json, notifier: { ...(notifier as object), desk: undefined } }),
      "report/desk-missing",
    ],
    [
      "no press contact",
      "clients/quillhaven-memorial-hospital/client.json",
      ({ press: _, ...json }) => json,
      "report/press-missing",
    ],
    [
      "a number that one State wants and another forbids",
      "incident.json",
      (json) => json,
      "report/count-left-out",
    ],
  ];
  test.each(cases)("%s", async (_, path, change, code) => {
    const before = readFileSync(join(folder, path), "utf8");
    try {
      edit(path, change);
      expect(
        writeReport({ ...(await runOf()), out: join(root, "missing") }).problems.map((each) => each.code),
      ).toContain(code);
    } finally {
      writeFileSync(join(folder, path), before);
    }
  });

  test("no people of a client", async () => {
    const client = join(folder, "clients", "city-of-alder-bend");
    cpSync(join(client, "people.csv"), join(root, "people.csv"));
    rmSync(join(client, "people.csv"));
    edit("clients/city-of-alder-bend/client.json", (json) => ({
      ...json,
      estimated: { counts: { "US-OR": 200 }, dataElements: ["ssn"] },
    }));
    const { problems, record } = writeReport({ ...(await runOf()), out: join(root, "missing") });
    expect(problems.map(({ code }) => code)).toContain("report/no-list");
    expect(record.lists).toHaveLength(3);
  });
});
