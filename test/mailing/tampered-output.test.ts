import { cpSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { filesUnder, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";

/** A mailing that is finished and sound; each test spoils a copy of it in one way. */
const sound = join(newFolder(), "incident");

beforeAll(async () => {
  await noticepress("sample", sound, "--people", "60", "--clients", "2", "--seed", "5");
  expect((await noticepress("proofs", sound)).code).toBe(0);
  expect((await noticepress("approve", sound, "--by", "Test Reviewer", "--all")).code).toBe(0);
  expect((await noticepress("run", sound)).code).toBe(0);
  expect((await noticepress("verify", sound)).code).toBe(0);
});

/** A copy with one output file changed, byte for byte. */
function spoiled(ending: string, change: (bytes: string) => string): { folder: string; file: string } {
  const folder = join(newFolder(), "incident");
  cpSync(sound, folder, { recursive: true });
  const [file = ""] = [...filesUnder(join(folder, "out"))]
    .filter(([name]) => name.endsWith(ending))
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name]) => name);
  const path = join(folder, "out", file);
  const before = readFileSync(path, "latin1");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after, "latin1");
  return { folder, file };
}

/** Exchanges what a pattern finds in two letters, so that the file keeps its length and its offsets. */
function swapFirstPair(text: string, pattern: RegExp): string {
  const found = [...text.matchAll(pattern)].map((match) => ({ at: match.index, text: match[0] }));
  for (const [index, a] of found.entries()) {
    const b = found
      .slice(index + 1)
      .find((each) => each.text.length === a.text.length && each.text !== a.text);
    if (b === undefined) continue;
    return (
      text.slice(0, a.at) +
      b.text +
      text.slice(a.at + a.text.length, b.at) +
      a.text +
      text.slice(b.at + b.text.length)
    );
  }
  throw new Error("no two letters to exchange");
}

const kinds: readonly (readonly [string, string, (bytes: string) => string, string])[] = [
  [
    "two people's first address lines are exchanged",
    ".pdf",
    (pdf) => swapFirstPair(pdf, /(?<=BT\/E [\d.]+ Tf [\d.]+ 6\d\d[\d.]* Td)\[.*?\]TJ/g),
    "windows do not show",
  ],
  [
    "two people's salutations are exchanged",
    ".pdf",
    (pdf) => swapFirstPair(pdf, /(?<=Tf)\[\(De\).*?\]TJ/g),
    "recipientName is not this person's",
  ],
  [
    "two pages are exchanged between letters",
    ".pdf",
    (pdf) => swapFirstPair(pdf, /(?<=\/Contents )\d{3} 0 R/g),
    "foot of the page",
  ],
  [
    "a page says what another variant says",
    ".pdf",
    (pdf) => swapFirstPair(pdf, /(?<=\n)\/S[a-z0-9]{8} Do(?=\nBT\/E 8)/g),
    "",
  ],
  [
    "a letter lost its second page's text",
    ".pdf",
    (pdf) => pdf.replace(/(?<=\n)\/S[a-z0-9]{8} Do/, (form) => " ".repeat(form.length)),
    "",
  ],
  [
    "two sheet marks are exchanged between letters",
    ".pdf",
    (pdf) => swapFirstPair(pdf, /(?<=BI\/W 18\/H 18\/IM true ID ).{54}(?=\nEI Q)/gs),
    "sheet mark is not this sheet's",
  ],
  [
    "a sheet mark has one module turned round",
    ".pdf",
    (pdf) => pdf.replace(/(?<=\/IM true ID .{22})./s, (byte) => String.fromCharCode(byte.charCodeAt(0) ^ 1)),
    "sheet mark is not this sheet's",
  ],
  [
    "a sheet bears no mark",
    ".pdf",
    (pdf) =>
      pdf.replace(/q [\d.]+ 0 0 [\d.]+ 30 32 cm BI.{0,110}?\nEI Q\n/s, (mark) => " ".repeat(mark.length)),
    "does not bear one sheet mark",
  ],
  [
    "an index row names another ZIP",
    ".csv",
    (csv) => csv.replace(/,(\d{5}),/, ",00000,"),
    "row is not the piece's",
  ],
  [
    "an index lost a row",
    ".csv",
    (csv) => `${csv.trimEnd().split("\n").slice(0, -1).join("\n")}\n`,
    "row is not the piece's",
  ],
  [
    "an e-mail goes to somebody else",
    ".eml",
    (eml) => eml.replace(/^To: .*$/m, "To: stranger@elsewhere.example"),
    "recipient is not this person",
  ],
  [
    "an e-mail goes to two",
    ".eml",
    (eml) => eml.replace(/^To: (.*)$/m, "To: $1\r\nCc: second@elsewhere.example"),
    "exactly one recipient",
  ],
  [
    "an e-mail says something else",
    ".eml",
    // The largest message may be in Spanish.
    (eml) => eml.replace(/(?<=\r\n\r\n)(Dear|Estimado)/, "Hello"),
    "",
  ],
];

describe("verify and reconcile catch what was changed after the run", () => {
  test.each(kinds)("%s", async (_, ending, change, says) => {
    const { folder, file } = spoiled(ending, change);
    const verified = await noticepress("verify", folder);
    expect(verified.err).toContain(file);
    expect(verified.err).toContain(says);
    expect(verified.code).toBe(1);
    const reconciled = await noticepress("reconcile", folder);
    expect(reconciled.err).toContain("mailing/file-changed");
    expect(reconciled.code).toBe(1);
  });

  test("a print stream that ends early", async () => {
    const { folder, file } = spoiled(".pdf", (pdf) => `${pdf.slice(0, -1)}\n `);
    truncateSync(join(folder, "out", file), 20_000);
    expect((await noticepress("verify", folder)).code).toBe(1);
    expect((await noticepress("reconcile", folder)).code).toBe(1);
  });

  test("the sound mailing itself ties, before and after", async () => {
    expect((await noticepress("reconcile", sound)).code).toBe(0);
  });
});
