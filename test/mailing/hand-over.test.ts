import { createHash } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { addPerson, filesUnder, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";

/** A finished mailing of several streams a client; what spoils it works on a copy. */
const done = join(newFolder(), "incident");
let files: ReadonlyMap<string, Buffer>;
let tickets: readonly (readonly [string, Buffer])[];

beforeAll(async () => {
  await noticepress("sample", done, "--people", "80", "--clients", "2", "--seed", "12");
  const file = join(done, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream: 15 } }));
  expect((await noticepress("proofs", done)).code).toBe(0);
  expect((await noticepress("approve", done, "--by", "Test Reviewer", "--all")).code).toBe(0);
  expect((await noticepress("run", done)).code).toBe(0);
  files = filesUnder(join(done, "out"));
  tickets = [...files].filter(([name]) => name.endsWith("-job-ticket.json"));
});

const folderOf = (name: string) => name.slice(0, name.lastIndexOf("/") + 1);

test("every client with letters has a ticket, a page and sums, and they verify", async () => {
  expect(tickets.length).toBe(2);
  for (const [name] of tickets) {
    expect(files.has(name.replace(/json$/, "html"))).toBe(true);
    expect(files.has(name.replace(/-job-ticket\.json$/, ".sha256"))).toBe(true);
  }
  expect((await noticepress("verify", done)).code).toBe(0);
  expect((await noticepress("reconcile", done)).code).toBe(0);
  // The certificate's page is what reconcile adds.
  rmSync(join(done, "out", "certificate.pdf"));
  expect(filesUnder(join(done, "out"))).toEqual(files);
});

test("the sums are of all files of the print folder but themselves, and right", () => {
  for (const [name] of tickets) {
    const folder = folderOf(name);
    const sums = String(files.get(name.replace(/-job-ticket\.json$/, ".sha256")));
    const rows = sums
      .trimEnd()
      .split("\n")
      .map((line) => /^([0-9a-f]{64}) {2}(\S+)$/.exec(line)?.slice(1) ?? []);
    const beside = [...files.keys()].filter((path) => path.startsWith(folder) && !path.endsWith(".sha256"));
    expect(rows.map(([, file]) => `${folder}${file}`)).toEqual(beside.sort());
    for (const [sum, file] of rows)
      expect(
        createHash("sha256")
          .update(files.get(`${folder}${file}`) ?? "")
          .digest("hex"),
      ).toBe(sum);
  }
});

test("the ticket's counts are those of the CSV indexes, stream by stream and text by text", () => {
  for (const [name, bytes] of tickets) {
    const ticket = JSON.parse(String(bytes));
    expect(ticket.streams.length).toBeGreaterThan(1);
    const versions = new Map<string, { pieces: number; sheets: number; pieceIds: string[] }>();
    const all = { streams: 0, pieces: 0, pages: 0, sheets: 0 };
    for (const stream of ticket.streams) {
      const csv = String(files.get(folderOf(name) + stream.file.replace(/pdf$/, "csv")));
      const [header = [], ...rows] = csv
        .trimEnd()
        .split("\n")
        .map((row) => row.split(","));
      const variant = header.indexOf("variant");
      const total = (column: number) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
      expect(stream.pieces).toBe(rows.length);
      expect(stream.pieces).toBeLessThanOrEqual(15);
      expect(stream.pages).toBe(total(2));
      expect(stream.sheets).toBe(total(3));
      expect([stream.firstPiece, stream.lastPiece]).toEqual([rows[0]?.[0], rows.at(-1)?.[0]]);
      expect(new Set(rows.map((row) => row[3]))).toEqual(new Set([String(stream.sheetsEach)]));
      expect(stream.bytes).toBe(files.get(folderOf(name) + stream.file)?.length);
      all.streams += 1;
      all.pieces += stream.pieces;
      all.pages += stream.pages;
      all.sheets += stream.sheets;
      for (const row of rows) {
        const version = versions.get(row[variant] ?? "") ?? { pieces: 0, sheets: 0, pieceIds: [] };
        versions.set(row[variant] ?? "", version);
        version.pieces += 1;
        version.sheets += Number(row[3]);
        version.pieceIds.push(row[0] ?? "");
      }
    }
    expect(ticket.totals).toEqual(all);
    expect(ticket.versions.map(({ version }: { version: string }) => version)).toEqual(
      [...versions.keys()].sort(),
    );
    for (const { version, pieces, sheets, sample } of ticket.versions) {
      expect({ pieces, sheets }).toEqual({
        pieces: versions.get(version)?.pieces,
        sheets: versions.get(version)?.sheets,
      });
      expect(versions.get(version)?.pieceIds[0]).toBe(sample.piece);
    }
  }
});

test("the JSON index says what the CSV says", () => {
  const csvs = [...files.keys()].filter((name) => name.endsWith(".csv"));
  expect(csvs.length).toBeGreaterThan(3);
  for (const name of csvs) {
    const [header = "", ...rows] = String(files.get(name)).trimEnd().split("\n");
    const { stream, pieces } = JSON.parse(String(files.get(name.replace(/csv$/, "json"))));
    expect(folderOf(name) + stream).toBe(name.replace(/csv$/, "pdf"));
    expect(Object.keys(pieces[0])).toEqual(header.split(","));
    expect(pieces.map((piece: Record<string, unknown>) => Object.values(piece).join(","))).toEqual(rows);
  }
});

test("ticket and page name nobody, and the page shows every stream with its sum", () => {
  const people = [...filesUnder(join(done, "clients"))]
    .filter(([name]) => /people.*\.csv$/.test(name))
    .flatMap(([, bytes]) => String(bytes).split("\n").slice(1));
  const values = people.flatMap((row) => row.split(",")).filter((value) => /^\d+ \w+ |@/.test(value));
  expect(values.length).toBeGreaterThan(40);
  for (const [name, bytes] of tickets) {
    const page = String(files.get(name.replace(/json$/, "html")));
    for (const value of values) {
      expect(String(bytes)).not.toContain(value);
      expect(page).not.toContain(value);
    }
    const ticket = JSON.parse(String(bytes));
    for (const { file, sha256 } of ticket.streams) {
      expect(page).toContain(file);
      expect(page).toContain(sha256);
    }
    expect(page).toContain(ticket.lastDay.day);
    expect(page).not.toMatch(/<script|https?:/);
  }
});

describe("verify does not pass", () => {
  test.each<[string, RegExp, (text: string) => string, string]>([
    [
      "a ticket with another count",
      /-job-ticket\.json$/,
      (text) => text.replace(/"pieces": \d+/, '"pieces": 7777'),
      "file-changed",
    ],
    [
      "a page that names another day",
      /-job-ticket\.html$/,
      (text) => text.replace(/<td>\d{4}-\d\d-\d\d/, "<td>2031-01-01"),
      "file-changed",
    ],
    ["sums with a digit changed", /\.sha256$/, (text) => text.replace(/^./, "z"), "file-changed"],
    [
      "a JSON index with another ZIP",
      /sheets\.json$/,
      (text) => text.replace(/"zip":"\d{5}/, '"zip":"00000'),
      "index-differs",
    ],
    [
      "a JSON index that lost a piece",
      /sheets\.json$/,
      (text) => text.replace(/,\n\{.*\}\n\]/, "\n]"),
      "index-differs",
    ],
  ])("%s", async (_, pattern, change, code) => {
    const folder = join(newFolder(), "incident");
    cpSync(done, folder, { recursive: true });
    const [name = ""] = [...files.keys()].filter((path) => pattern.test(path));
    const before = String(files.get(name));
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(join(folder, "out", name), after);
    const { code: ended, err } = await noticepress("verify", folder);
    expect(err).toContain(`mailing/${code}`);
    expect(ended).toBe(1);
  });

  test("a mailing whose ticket is not there; run writes it again", async () => {
    const folder = join(newFolder(), "incident");
    cpSync(done, folder, { recursive: true });
    rmSync(join(folder, "out", tickets[0]?.[0] ?? ""));
    const { code, err } = await noticepress("verify", folder);
    expect(err).toContain("mailing/file-missing");
    expect(code).toBe(1);
    expect((await noticepress("run", folder)).code).toBe(0);
    expect(filesUnder(join(folder, "out"))).toEqual(files);
  });
});

describe("the papers of an earlier mailing", () => {
  const changed = () => {
    const folder = join(newFolder(), "incident");
    cpSync(done, folder, { recursive: true });
    const [list = ""] = [...filesUnder(join(folder, "clients")).keys()].filter((name) =>
      /\/people.*\.csv$/.test(name),
    );
    const path = join(folder, "clients", list);
    const rows = readFileSync(path, "utf8").trimEnd().split("\n");
    writeFileSync(path, `${rows.slice(0, -1).join("\n")}\n`);
    return folder;
  };

  test("go with it when it is given up", async () => {
    const folder = changed();
    expect((await noticepress("run", folder, "--start-over")).code).toBe(0);
    const names = [...filesUnder(join(folder, "out")).keys()];
    for (const [name] of tickets) expect(names).not.toContain(name);
    expect(names.filter((name) => name.endsWith("-job-ticket.json")).length).toBe(2);
    expect((await noticepress("verify", folder)).code).toBe(0);
  });

  test("are kept with it when it was sent", async () => {
    const folder = join(newFolder(), "incident");
    cpSync(done, folder, { recursive: true });
    addPerson(folder);
    expect((await noticepress("run", folder, "--next-wave")).code).toBe(0);
    const after = filesUnder(join(folder, "out"));
    for (const [name, bytes] of tickets) {
      const { job } = JSON.parse(String(bytes));
      expect(after.has(name)).toBe(false);
      expect(after.get(`sent/${job.toLowerCase()}/${name}`)).toEqual(bytes);
    }
  });
});
