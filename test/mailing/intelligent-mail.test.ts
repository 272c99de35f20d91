import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copyOf, filesUnder, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";

/** A finished mailing whose letters bear Intelligent Mail barcodes; what spoils it works on a copy. */
const done = join(newFolder(), "incident");
/** The same before its run. */
const fresh = join(newFolder(), "incident");
const serialFrom = 4_000;

type Row = Readonly<Record<string, string>>;

function rowsOf(folder: string): readonly Row[] {
  return [...filesUnder(join(folder, "out"))]
    .filter(([name]) => name.endsWith(".csv"))
    .flatMap(([, bytes]) => {
      const [header = "", ...lines] = String(bytes).trimEnd().split("\n");
      const names = header.split(",");
      return lines.map((line) =>
        Object.fromEntries(line.split(",").map((value, at) => [names[at] ?? "", value])),
      );
    });
}

async function prepare(folder: string, mailHouse: unknown): Promise<void> {
  await noticepress("sample", folder, "--people", "60", "--clients", "2", "--seed", "5");
  const file = join(folder, "incident.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), mailHouse }));
  expect((await noticepress("proofs", folder)).code).toBe(0);
  expect((await noticepress("approve", folder, "--by", "Test Reviewer", "--all")).code).toBe(0);
}

beforeAll(async () => {
  await prepare(done, {
    envelope: "us-letter-10-double-window-tall",
    intelligentMail: { mailerId: "123456", serviceType: "270", serialFrom },
    jobTicket: { mailClass: "firstClassPresort", dropDays: ["2020-01-02", "2099-01-02"], permit: "Permit 1" },
  });
  cpSync(done, fresh, { recursive: true });
  expect((await noticepress("run", done)).code).toBe(0);
}, 120_000);

test("every letter at home has its digits in the index, with the piece's number and the address's ZIP", () => {
  const rows = rowsOf(done);
  expect(rows.length).toBeGreaterThan(30);
  const bearing = rows.filter(({ imb }) => imb !== "");
  expect(bearing.length).toBeGreaterThan(rows.length * 0.9);
  for (const { piece = "", zip = "", imb } of bearing) {
    const serial = serialFrom + Number(piece.slice(9));
    expect(imb).toBe(`00270123456${String(serial).padStart(9, "0")}${zip.replace("-", "")}`);
  }
  expect(new Set(bearing.map(({ imb }) => imb)).size).toBe(bearing.length);
});

test("they are read back, and all of them are right", async () => {
  const verified = await noticepress("verify", done, "--json");
  expect([verified.code, JSON.parse(verified.out)]).toEqual([0, expect.objectContaining({ wrong: 0 })]);
});

test("a letter by itself is the one that was printed, barcode and all, or a draft without", async () => {
  // Gets a letter at home.
  const person = "M100008";
  const printed = await noticepress("letter", done, person, "--out", join(newFolder(), "a.pdf"), "--json");
  expect([printed.code, JSON.parse(printed.out)]).toEqual([0, expect.objectContaining({ kind: "printed" })]);
  const draft = await noticepress("letter", fresh, person, "--out", join(newFolder(), "b.pdf"), "--json");
  expect([draft.code, JSON.parse(draft.out)]).toEqual([0, expect.objectContaining({ kind: "draft" })]);
});

test("the job ticket counts the barcodes, gives what was told, and says what was not", () => {
  const out = filesUnder(join(done, "out"));
  const tickets = [...out].filter(([name]) => name.endsWith("-job-ticket.json"));
  let pieces = 0;
  for (const [name, bytes] of tickets) {
    const { intelligentMail, given, lastDay } = JSON.parse(String(bytes));
    expect(intelligentMail).toMatchObject({ mailerId: "123456", serviceType: "270", barcodeId: "00" });
    expect(given).toMatchObject({
      mailClass: "firstClassPresort",
      permit: "Permit 1",
      stock: null,
      stopContact: null,
    });
    pieces += intelligentMail.pieces;
    const page = String(out.get(name.replace(/json$/, "html")));
    expect(page).toContain("presorted");
    expect(page).toContain("not given");
    if (lastDay !== null) expect(page).toContain("2099-01-02 (AFTER the last day the law allows");
    expect(page).not.toContain("2020-01-02 (AFTER");
  }
  expect(pieces).toBe(rowsOf(done).filter(({ imb }) => imb !== "").length);
});

const barcode = /q [\d.]+ 0 0 10\.08 [\d.]+ [\d.]+ cm BI\/W 129\/H 3\/IM true ID [\s\S]{51}\nEI Q\n/g;

/** A copy with one output file changed, byte for byte and without a change of its length. */
function spoiled(ending: string, change: (bytes: string) => string): string {
  const folder = copyOf(done);
  const [file = ""] = [...filesUnder(join(folder, "out"))]
    .map(([name]) => name)
    .filter((name) => name.endsWith(ending));
  const path = join(folder, "out", file);
  const before = readFileSync(path, "latin1");
  const after = change(before);
  expect(after).not.toBe(before);
  expect(after.length).toBe(before.length);
  writeFileSync(path, after, "latin1");
  return folder;
}

describe("is noticed:", () => {
  test.each<[string, string, (text: string) => string, string]>([
    [
      "two letters' barcodes exchanged",
      ".pdf",
      (pdf) => {
        const [a = "", b = ""] = pdf.match(barcode) ?? [];
        return pdf.replaceAll(barcode, (found) => (found === a ? b : found === b ? a : found));
      },
      "barcode is not this piece’s",
    ],
    [
      "a barcode gone",
      ".pdf",
      (pdf) => pdf.replace(barcode, (found) => " ".repeat(found.length)),
      "does not bear one",
    ],
    [
      "a bar too long",
      ".pdf",
      (pdf) =>
        pdf.replace(barcode, (found) => {
          const at = found.indexOf("ID ") + 3;
          const bits = found.charCodeAt(at);
          return found.slice(0, at) + String.fromCharCode(bits ^ 0x80) + found.slice(at + 1);
        }),
      "barcode is not this piece’s",
    ],
    [
      "a barcode moved",
      ".pdf",
      (pdf) => pdf.replace(barcode, (found) => found.replace(/(?<=10\.08 )\d/, "9")),
      "not in its place",
    ],
    [
      "other digits in the index",
      ".csv",
      (csv) => csv.replace(/(?<=,00270123456\d{8})\d/, (last) => String((Number(last) + 1) % 10)),
      "mailing/index-differs",
    ],
  ])("%s", async (_, ending, change, said) => {
    const ended = await noticepress("verify", spoiled(ending, change));
    expect(ended.code).toBe(1);
    expect(ended.err).toContain(said);
  });
});

test("a mailing after this one counts on: no serial number comes twice", async () => {
  const folder = copyOf(done);
  const file = join(folder, "incident.json");
  const before = rowsOf(folder);
  const { counts } = JSON.parse(readFileSync(join(folder, "out", "mailing.json"), "utf8"));
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), title: "Told anew" }));
  expect((await noticepress("run", folder, "--start-over")).code).toBe(0);
  const after = rowsOf(folder).filter(({ imb }) => imb !== "");
  expect(after.length).toBeGreaterThan(30);
  for (const { piece = "", imb = "" } of after)
    expect(Number(imb.slice(11, 20))).toBe(
      serialFrom + counts.letters + counts.emails + Number(piece.slice(9)),
    );
  const serials = [...before, ...after]
    .map(({ imb = "" }) => imb.slice(0, 20))
    .filter((serial) => serial !== "");
  expect(new Set(serials).size).toBe(serials.length);
  expect((await noticepress("verify", folder)).code).toBe(0);
});

test("a mailing beyond the serial numbers of its mailer id is refused before anything is made", async () => {
  const folder = join(newFolder(), "incident");
  await prepare(folder, {
    intelligentMail: { mailerId: "912345678", serviceType: "270", serialFrom: 999_990 },
  });
  const ended = await noticepress("run", folder);
  expect([ended.code, ended.err]).toEqual([1, expect.stringContaining("mailing/serial-numbers-exhausted")]);
});
