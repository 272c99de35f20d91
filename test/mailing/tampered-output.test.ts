import { cpSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PDFDocument, PDFName } from "pdf-lib";
import { beforeAll, describe, expect, test } from "vitest";
import { face } from "../../src/pdf/index.ts";
import { filesUnder, newFolder, noticepressHere as noticepress } from "../cli/noticepress.ts";
import { withFonts } from "../readback/fixture/spoiled-font.ts";

/** A mailing that is finished and sound; each test spoils a copy of it in one way. */
const sound = join(newFolder(), "incident");

beforeAll(async () => {
  await noticepress("sample", sound, "--people", "60", "--clients", "2", "--seed", "5");
  expect((await noticepress("proofs", sound)).code).toBe(0);
  expect((await noticepress("approve", sound, "--by", "Test Reviewer", "--all")).code).toBe(0);
  expect((await noticepress("run", sound)).code).toBe(0);
  expect((await noticepress("verify", sound)).code).toBe(0);
});

/** A copy of the mailing, and in it the largest output file of the kind. */
function copied(ending: string): { folder: string; file: string; path: string } {
  const folder = join(newFolder(), "incident");
  cpSync(sound, folder, { recursive: true });
  const [file = ""] = [...filesUnder(join(folder, "out"))]
    .filter(([name]) => name.endsWith(ending))
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name]) => name);
  return { folder, file, path: join(folder, "out", file) };
}

/** A copy with one output file changed, byte for byte. */
function spoiled(ending: string, change: (bytes: string) => string): { folder: string; file: string } {
  const { folder, file, path } = copied(ending);
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

  const eIs = (glyph: "nothing" | "another letter's") => (pdf: Uint8Array) =>
    withFonts(pdf, ({ name, program, outline, glyphOf, setGlyph }) => {
      const { font, codes } = face("serif");
      if (name !== font.postscriptName) return;
      const cid = (letter: string) => codes.common.get(letter.charCodeAt(0))?.glyph ?? 0;
      if (glyph === "nothing") program.writeInt16BE(0, outline(glyphOf(cid("e"))).from);
      else setGlyph(cid("e"), glyphOf(cid("o")));
    });

  async function withPages(pdf: Uint8Array, change: (document: PDFDocument) => void): Promise<Uint8Array> {
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    change(document);
    return document.save({ addDefaultPage: false });
  }

  test.each<[string, (pdf: Uint8Array) => Promise<Uint8Array>, string]>([
    ["the font has no ink for a letter", eIs("nothing"), "U+0065 in SourceSerif4-Regular has no ink"],
    ["the font shows another letter", eIs("another letter's"), "does not look as the letter does"],
    ["a page is missing", (pdf) => withPages(pdf, (document) => document.removePage(3)), "foot of the page"],
    [
      "a letter is in the file twice",
      async (pdf) => {
        const document = await PDFDocument.load(pdf, { updateMetadata: false });
        const pages = await document.copyPages(document, [0, 1, 2, 3]);
        for (const page of pages) document.addPage(page);
        return document.save({ addDefaultPage: false });
      },
      "mailing/page-unclaimed",
    ],
    [
      "a letter stands in another's place",
      (pdf) =>
        withPages(pdf, (document) => {
          const [first, second] = [document.getPage(0), document.getPage(4)];
          const contents = first.node.get(PDFName.of("Contents"));
          const other = second.node.get(PDFName.of("Contents"));
          if (contents === undefined || other === undefined) throw new Error("a page without contents");
          first.node.set(PDFName.of("Contents"), other);
        }),
      "windows do not show",
    ],
  ])("%s", async (_, change, says) => {
    const { folder, file, path } = copied(".pdf");
    writeFileSync(path, await change(new Uint8Array(readFileSync(path))));
    const verified = await noticepress("verify", folder);
    expect(verified.err).toContain(file);
    expect(verified.err).toContain(says);
    expect(verified.code).toBe(1);
  });

  test("codes that moved on by one letter", async () => {
    const code = /(?<=alone: \)\]TJ\/C 11 Tf)\[.*?\]TJ/g;
    const { folder } = spoiled(".pdf", (pdf) => {
      const found = [...pdf.matchAll(code)];
      const length = found[0]?.[0].length;
      const same = found.filter((each) => each[0].length === length);
      let shifted = pdf;
      same.forEach(({ index }, at) => {
        const next = same[(at + 1) % same.length]?.[0] ?? "";
        shifted = shifted.slice(0, index) + next + shifted.slice(index + next.length);
      });
      return shifted;
    });
    const verified = await noticepress("verify", folder);
    expect(verified.err).toContain("its code is not this person's");
    expect(verified.code).toBe(1);
  });

  test("several threads say the same as one, in the same order", async () => {
    const { folder } = spoiled(".pdf", (pdf) =>
      swapFirstPair(pdf, /(?<=BT\/E [\d.]+ Tf [\d.]+ 6\d\d[\d.]* Td)\[.*?\]TJ/g),
    );
    const one = await noticepress("verify", folder, "--workers", "1", "--json");
    const three = await noticepress("verify", folder, "--workers", "3", "--json");
    expect(one.code).toBe(1);
    expect(three).toEqual(one);
  });

  test("the sound mailing itself ties, before and after", async () => {
    expect((await noticepress("reconcile", sound)).code).toBe(0);
  });
});

describe("a sample", () => {
  test("says loudly that it is one, and is no verification", async () => {
    const folder = join(newFolder(), "incident");
    cpSync(sound, folder, { recursive: true });
    const { file: _, ...untouched } = copied(".pdf");
    const before = JSON.parse((await noticepress("status", folder, "--json")).out).mailing.verification;
    const looked = await noticepress("verify", folder, "--sample", "2", "--json");
    const said = JSON.parse(looked.out);
    const all = JSON.parse((await noticepress("verify", untouched.folder, "--json")).out);
    expect(said.sample).toMatchObject({ perStream: 2, ofPieces: all.letters + all.emails });
    expect(all).not.toHaveProperty("sample");
    expect(said.letters).toBeLessThan(all.letters);
    expect(looked.err).toContain("SAMPLE ONLY");
    expect((await noticepress("verify", folder, "--sample", "2")).out).toContain(
      "does not count as a verification",
    );
    const after = JSON.parse((await noticepress("status", folder, "--json")).out).mailing.verification;
    expect(after).toEqual(before);
  });

  test("that finds something wrong is remembered", async () => {
    const { folder, path } = copied(".csv");
    writeFileSync(path, "piece\n");
    expect((await noticepress("verify", folder, "--sample", "1")).code).toBe(1);
    const { verification } = JSON.parse((await noticepress("status", folder, "--json")).out).mailing;
    expect(verification.wrong).toBeGreaterThan(0);
  });

  test("is the same pieces for the same seed, and others for another", async () => {
    const { folder } = spoiled(".pdf", (pdf) => pdf.replaceAll(/(?<=Tf)\[\(De\)/g, "[(do)"));
    const wrong = async (...words: string[]) =>
      JSON.parse((await noticepress("verify", folder, "--sample", "3", "--json", ...words)).out).problems;
    const mine = await wrong("--seed", "a");
    expect(mine.length).toBe(3);
    expect(await wrong("--seed", "a")).toEqual(mine);
    expect(await wrong("--seed", "b")).not.toEqual(mine);
  });
});
