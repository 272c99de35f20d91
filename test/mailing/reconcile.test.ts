import { createHash } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PDFDocument } from "pdf-lib";
import { beforeAll, describe, expect, test } from "vitest";
import { filesUnder, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";

/** A finished mailing of several streams a client; what spoils it works on a copy. */
const done = join(newFolder(), "incident");
let names: readonly string[];

beforeAll(async () => {
  await noticepress("sample", done, "--people", "120", "--clients", "2", "--seed", "3");
  const file = join(done, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream: 15 } }));
  expect((await noticepress("proofs", done)).code).toBe(0);
  expect((await noticepress("approve", done, "--by", "Test Reviewer", "--all")).code).toBe(0);
  expect((await noticepress("run", done)).code).toBe(0);
  names = [...filesUnder(join(done, "out")).keys()];
}, 120_000);

function copy(): string {
  const folder = join(newFolder(), "incident");
  cpSync(done, folder, { recursive: true });
  return folder;
}

/** Every output file with its SHA-256. */
function sums(folder: string): Readonly<Record<string, string>> {
  const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  return Object.fromEntries([...filesUnder(join(folder, "out"))].map(([name, bytes]) => [name, hash(bytes)]));
}

async function reconciled(folder: string, ...words: string[]) {
  const { code, out } = await noticepress("reconcile", folder, "--json", ...words);
  return { code, ...JSON.parse(out) };
}

/** The names of the totals that do not tie, those of parts with the part. */
function differing(problems: readonly { code: string; facts: { what?: string } }[]): readonly string[] {
  return problems.flatMap(({ code, facts }) =>
    code === "mailing/total-does-not-tie" ? [String(facts.what)] : [],
  );
}

describe("a sound mailing", () => {
  test("ties, part by part, and again with the same bytes", async () => {
    const folder = copy();
    const { code, certificate, problems } = await reconciled(folder);
    expect(problems.filter(({ severity }: { severity: string }) => severity === "stops")).toEqual([]);
    expect(code).toBe(0);
    expect(certificate.ties).toBe(true);
    expect(certificate.differing).toEqual([]);
    const letters = certificate.totals.find(({ what }: { what: string }) => what === "letters");
    expect(letters.sides.map(({ count }: { count: number }) => count)).toEqual(
      Array(5).fill(certificate.counts.letters),
    );
    const before = sums(folder);
    expect((await reconciled(folder)).code).toBe(0);
    expect(sums(folder)).toEqual(before);
  });

  test("the tables of the certificate add up to its counts", async () => {
    const { counts, byClient, byJurisdiction, byVariant, byStream } = JSON.parse(
      readFileSync(join(done, "out", "certificate.json"), "utf8"),
    );
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const clients = Object.values(byClient) as { rows: number; held: number; outcomes: { letter: number } }[];
    expect(sum(clients.map(({ rows }) => rows))).toBe(counts.rows);
    expect(sum(clients.map(({ held }) => held))).toBe(counts.held);
    expect(sum(clients.map(({ outcomes }) => outcomes.letter))).toBe(counts.letters);
    const states = Object.values(byJurisdiction) as Record<string, number>[];
    expect(sum(states.flatMap((kinds) => Object.values(kinds)))).toBe(counts.people);
    expect(sum(byVariant.map(({ pieces }: { pieces: number }) => pieces))).toBe(
      counts.letters + counts.emails,
    );
    for (const [of, total] of [
      ["pieces", counts.letters],
      ["pages", counts.pages],
      ["sheets", counts.sheets],
    ])
      expect(sum(byStream.map((stream: Record<string, number>) => stream[of] ?? 0))).toBe(total);
  });

  test("mailing.json is the text that it would be, written at once", () => {
    const text = readFileSync(join(done, "out", "mailing.json"), "utf8");
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 1)}\n`);
    expect(
      JSON.parse(text)
        .files.map(({ path }: { path: string }) => path)
        .sort(),
    ).toEqual(names.filter((name) => name.includes("/")));
  });
});

describe("a difference in the ledger is caught and named", () => {
  const first = "(SELECT min(key) FROM mailing)";
  test.each<[string, string, readonly string[]]>([
    [
      "a held row vanished",
      "DELETE FROM intake_row WHERE seq = (SELECT min(seq) FROM intake_row WHERE outcome = 'held')",
      ["rows", "rows of the list"],
    ],
    [
      "a person vanished",
      "DELETE FROM intake_row WHERE seq = (SELECT min(seq) FROM intake_row WHERE outcome = 'person')",
      ["rows", "people", "people of the client", "people of the jurisdiction"],
    ],
    [
      "a person became a duplicate",
      `UPDATE intake_row SET outcome = 'duplicate', first = 0
       WHERE seq = (SELECT max(seq) FROM intake_row WHERE outcome = 'person')`,
      ["people", "people of the client", "people of the jurisdiction"],
    ],
    [
      "a list vanished",
      "DELETE FROM input_file WHERE key = (SELECT max(key) FROM input_file)",
      ["lists", "rows"],
    ],
    [
      "a person counts in another state",
      "UPDATE outcome SET jurisdiction = 'US-WY' WHERE individual = (SELECT min(individual) FROM outcome)",
      ["people of the jurisdiction"],
    ],
    [
      "somebody told by substitute notice has no outcome",
      "DELETE FROM outcome WHERE kind = 'substitute'",
      ["people", "people of the client", "people of the jurisdiction"],
    ],
    [
      "a letter counts as substitute notice",
      `UPDATE outcome SET kind = 'substitute', sequence = NULL, is_first_notice = 0
       WHERE sequence = (SELECT min(sequence) FROM outcome WHERE kind = 'letter')`,
      ["letters", "letters and e-mails", "letters of the client", "pieces that are not their person's"],
    ],
    [
      "a letter counts as an e-mail",
      "UPDATE outcome SET kind = 'email' WHERE sequence = (SELECT min(sequence) FROM outcome WHERE kind = 'letter')",
      ["letters", "e-mails", "letters of the client", "e-mails of the client"],
    ],
    [
      "a plan lost a piece",
      "DELETE FROM planned WHERE sequence = 3",
      ["letters and e-mails", "pieces of the variant"],
    ],
    [
      "a piece was planned as another variant",
      `UPDATE planned SET variant = (SELECT max(variant) FROM planned) WHERE sequence = 1`,
      ["pieces of the variant"],
    ],
    [
      "a shard is one piece short",
      "UPDATE shard SET last = last - 1 WHERE number = 1",
      ["letters and e-mails", "letters of the client"],
    ],
    [
      "a piece vanished",
      "DELETE FROM piece WHERE sequence = 1",
      ["letters", "letters and e-mails", "letters of the client", "letters of the print stream", "pages"],
    ],
    [
      "a file says that it has a piece more",
      "UPDATE output_file SET pieces = pieces + 1 WHERE key = 1",
      ["letters and e-mails", "letters of the print stream"],
    ],
    [
      "a message vanished from the files",
      `DELETE FROM piece WHERE file = (SELECT max(key) FROM output_file WHERE path LIKE '%.eml');
       DELETE FROM output_file WHERE key = (SELECT max(key) FROM output_file WHERE path LIKE '%.eml')`,
      ["e-mails", "letters and e-mails", "e-mails of the client", "pieces of the variant"],
    ],
    [
      "a page more on record",
      "UPDATE piece SET pages = pages + 1 WHERE sequence = 1",
      ["pages", "pages of the client", "pages of the print stream"],
    ],
    [
      "a sheet less on record",
      "UPDATE piece SET sheets = sheets - 1 WHERE sequence = 1",
      ["sheets", "sheets of the client", "sheets of the print stream", "sheets of the variant"],
    ],
    [
      "a code printed twice",
      `UPDATE piece SET code = (SELECT max(code) FROM piece)
       WHERE sequence = (SELECT min(sequence) FROM piece WHERE code IS NOT NULL)`,
      ["codes", "pieces with a code that is not their person's"],
    ],
    [
      "a code that was not printed",
      "UPDATE piece SET code = NULL WHERE sequence = (SELECT min(sequence) FROM piece WHERE code IS NOT NULL)",
      ["pieces with a code that is not their person's", "codes of the offer"],
    ],
    [
      "two people's pieces exchanged",
      `UPDATE outcome SET sequence = CASE sequence WHEN 1 THEN 2 ELSE 1 END
       WHERE mailing = ${first} AND sequence IN (1, 2)`,
      ["pieces that are not their person's"],
    ],
  ])("%s", async (_, sql, totals) => {
    const folder = copy();
    const db = new DatabaseSync(join(folder, "ledger.sqlite"), { enableForeignKeyConstraints: false });
    const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    const before = db.prepare("SELECT total_changes() AS changes").get() as { changes: number };
    db.exec(sql);
    const after = db.prepare("SELECT total_changes() AS changes").get() as { changes: number };
    expect(after.changes).toBeGreaterThan(before.changes);
    db.close();
    const { code, certificate, problems } = await reconciled(folder);
    expect(code).toBe(1);
    expect(certificate.ties).toBe(false);
    const found = differing(problems);
    for (const total of totals) expect(found.filter((each) => each.startsWith(total))).not.toEqual([]);
  });
});

describe("a difference in the files is caught and named", () => {
  const stream = () => names.find((name) => name.endsWith(".pdf")) ?? "";
  const of = (ending: RegExp) => names.find((name) => ending.test(name)) ?? "";
  const text = (path: string, change: (text: string) => string) => {
    const before = readFileSync(path, "utf8");
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  };
  test.each<[string, (out: string) => void | Promise<void>, readonly string[], string | undefined]>([
    [
      "a print stream that is not there",
      (out) => rmSync(join(out, stream())),
      ["pages", "pages of the client"],
      "file-missing",
    ],
    [
      "a page taken out of a print stream",
      async (out) => {
        const pdf = await PDFDocument.load(readFileSync(join(out, stream())));
        pdf.removePage(pdf.getPageCount() - 1);
        writeFileSync(join(out, stream()), await pdf.save());
      },
      ["pages", "pages of the client", "pages of the print stream"],
      "file-changed",
    ],
    [
      "a print stream that says it has more pages than there are",
      (out) => {
        const before = readFileSync(join(out, stream()), "latin1");
        const at = before.lastIndexOf("/Count ");
        const after = before.slice(0, at) + before.slice(at).replace(/\/Count \d/, "/Count 9");
        expect(after).not.toBe(before);
        writeFileSync(join(out, stream()), after, "latin1");
      },
      ["pages", "pages of the print stream"],
      "file-changed",
    ],
    [
      "a row taken out of a CSV index",
      (out) => text(join(out, of(/sheets\.csv$/)), (csv) => csv.replace(/\n[^\n]*\n$/, "\n")),
      [
        "letters",
        "pages",
        "sheets",
        "letters of the client",
        "letters of the print stream",
        "pieces of the variant",
      ],
      "file-changed",
    ],
    [
      "a letter of another variant in a CSV index",
      (out) =>
        text(join(out, of(/sheets\.csv$/)), (csv) =>
          csv.replace(/,[^,\n]+\/[^,\n]+(,[^,\n]*)?\n$/, ",another$1\n"),
        ),
      ["pieces of the variant", "sheets of the variant"],
      "file-changed",
    ],
    [
      "a CSV index that is not there",
      (out) => rmSync(join(out, of(/sheets\.csv$/))),
      ["letters", "letters of the client"],
      "file-missing",
    ],
    [
      "a piece taken out of a JSON index",
      (out) => text(join(out, of(/sheets\.json$/)), (json) => json.replace(/,\n\{.*\}\n\]/, "\n]")),
      ["letters", "letters of the print stream"],
      "file-changed",
    ],
    [
      "an e-mail too many",
      (out) => {
        const message = of(/\.eml$/);
        cpSync(join(out, message), join(out, message.replace(basename(message), "again.eml")));
      },
      ["e-mails", "e-mails of the client"],
      "foreign-file",
    ],
    [
      "an e-mail that is not there",
      (out) => rmSync(join(out, of(/\.eml$/))),
      ["e-mails", "e-mails of the client"],
      "file-missing",
    ],
    [
      "a line of the sums with another hash",
      (out) => text(join(out, of(/\.sha256$/)), (sums) => `${"0".repeat(64)}${sums.slice(64)}`),
      ["lines of the SHA-256 sums"],
      "file-changed",
    ],
    [
      "a line of the sums that is not there",
      (out) => text(join(out, of(/\.sha256$/)), (sums) => sums.slice(sums.indexOf("\n") + 1)),
      ["lines of the SHA-256 sums"],
      "file-changed",
    ],
    [
      "sums that are not there",
      (out) => rmSync(join(out, of(/\.sha256$/))),
      ["lines of the SHA-256 sums"],
      "file-missing",
    ],
    [
      "a job ticket with another total",
      (out) =>
        text(join(out, of(/-job-ticket\.json$/)), (ticket) =>
          ticket.replace(/("totals": \{\s*"streams": \d+,\s*"pieces": )\d+/, "$17777"),
        ),
      ["letters", "letters of the client"],
      "file-changed",
    ],
    [
      "a job ticket with another count of a stream",
      (out) =>
        text(join(out, of(/-job-ticket\.json$/)), (ticket) => {
          const read = JSON.parse(ticket);
          read.streams[0].pages += 2;
          return JSON.stringify(read);
        }),
      ["pages of the print stream"],
      "file-changed",
    ],
    [
      "a job ticket with another count of a text",
      (out) =>
        text(join(out, of(/-job-ticket\.json$/)), (ticket) => {
          const read = JSON.parse(ticket);
          read.versions[0].pieces -= 1;
          return JSON.stringify(read);
        }),
      ["pieces of the variant"],
      "file-changed",
    ],
    [
      "a job ticket that cannot be read",
      (out) => writeFileSync(join(out, of(/-job-ticket\.json$/)), "{"),
      ["letters", "pages", "sheets", "letters of the print stream"],
      "file-changed",
    ],
  ])("%s", async (_, spoil, totals, beside) => {
    const folder = copy();
    await spoil(join(folder, "out"));
    const { code, certificate, problems } = await reconciled(folder);
    expect(code).toBe(1);
    expect(certificate.ties).toBe(false);
    const found = differing(problems);
    for (const total of totals) expect(found).toContain(total);
    if (beside !== undefined)
      expect(problems.map(({ code: each }: { code: string }) => each)).toContain(`mailing/${beside}`);
  });
});

describe("several threads", () => {
  /** One difference of every kind that is found in files, each in another print stream or folder. */
  function spoil(out: string): void {
    const streams = names.filter((name) => name.endsWith(".pdf")).map((name) => name.replace(/\.pdf$/, ""));
    const [gone = "", cut = "", csv = "", json = ""] = streams;
    const messages = names.filter((name) => name.endsWith(".eml"));
    const [lost = "", changed = "", again = ""] = messages;
    expect(new Set([gone, cut, csv, json]).size).toBe(4);
    rmSync(join(out, `${gone}.pdf`));
    const pdf = readFileSync(join(out, `${cut}.pdf`));
    writeFileSync(join(out, `${cut}.pdf`), pdf.subarray(0, pdf.length - 2_000));
    const indexOf = (stream: string, ending: string) =>
      join(out, names.find((name) => name.startsWith(stream) && name.endsWith(ending)) ?? "");
    const rows = readFileSync(indexOf(csv, ".csv"), "utf8").split("\n");
    writeFileSync(indexOf(csv, ".csv"), rows.toSpliced(2, 1).join("\n"));
    writeFileSync(indexOf(json, ".json"), "{");
    rmSync(join(out, lost));
    writeFileSync(join(out, changed), "To: nobody@example.org");
    cpSync(join(out, again), join(out, again.replace(basename(again), "again.eml")));
  }

  test("say the same as one, in the same order, and give the same certificate", async () => {
    const folder = copy();
    spoil(join(folder, "out"));
    const one = await reconciled(folder, "--workers", "1");
    const certificate = readFileSync(join(folder, "out", "certificate.json"));
    expect(one.code).toBe(1);
    expect(new Set(one.problems.map(({ code }: { code: string }) => code))).toEqual(
      new Set([
        "mailing/file-missing",
        "mailing/file-changed",
        "mailing/foreign-file",
        "mailing/total-does-not-tie",
      ]),
    );
    for (const workers of ["2", "3"]) {
      expect(await reconciled(folder, "--workers", workers)).toEqual(one);
      expect(readFileSync(join(folder, "out", "certificate.json"))).toEqual(certificate);
    }
  });

  test("give the papers that one gives", async () => {
    const folder = copy();
    const before = sums(folder);
    for (const name of names)
      if (/job-ticket|\.sha256$|^mailing|^certificate/.test(name)) rmSync(join(folder, "out", name));
    expect((await noticepress("run", folder, "--workers", "2")).code).toBe(0);
    expect(sums(folder)).toEqual(before);
  });
});

test("a run that writes another certificate takes the page of the earlier one away", async () => {
  const folder = copy();
  expect((await reconciled(folder)).code).toBe(0);
  const page = () => filesUnder(join(folder, "out")).has("certificate.pdf");
  expect(page()).toBe(true);
  expect((await noticepress("run", folder)).code).toBe(0);
  expect(page()).toBe(true);
  rmSync(join(folder, "out", names.find((name) => name.endsWith(".eml")) ?? ""));
  expect((await noticepress("run", folder)).code).toBe(0);
  expect(page()).toBe(false);
  expect((await noticepress("reconcile", folder)).code).toBe(0);
  expect(page()).toBe(true);
});
