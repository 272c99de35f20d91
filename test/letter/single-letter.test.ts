import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { PDFDict, PDFDocument, type PDFHexString, PDFName } from "pdf-lib";
import { afterAll, describe, expect, test } from "vitest";
import { type Day, parseDay } from "../../src/calendar/index.ts";
import {
  compileLetter,
  type Letter,
  proofLetter,
  type SingleLetterOptions,
  type Stationery,
  singleLetter,
} from "../../src/letter/index.ts";
import type { Block, Notice } from "../../src/notice/index.ts";
import { openPrintStream } from "../../src/readback/index.ts";
import { hasTool } from "../pdf/fixture/outside-tool.ts";
import { cmykJpeg, transparentPng } from "../pdf/fixture/pictures.ts";
import { type ReadPage, readPages, squeezed } from "../pdf/fixture/read-pages.ts";
import { dumpTags, markedText } from "./fixture/dump-tags.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { callout, h, list, noticeOf, p, table, usualNotice } from "./fixture/notice.ts";

const folder = mkdtempSync(join(tmpdir(), "single-letter-"));
afterAll(() => rmSync(folder, { recursive: true }));

function made(
  notice: Notice,
  letter: Letter = letterOf("HVC-000001"),
  options: SingleLetterOptions = {},
  paper: Stationery = stationery,
) {
  const { value, problems } = singleLetter(notice, paper, letter, options);
  if (value === undefined) throw new Error(problems.map(({ code }) => code).join(", "));
  return { ...value, problems };
}

const spanish: Notice = {
  ...noticeOf([
    h(1, "Aviso de filtración de datos"),
    p("Estimado/a {recipientName}:"),
    p("Su información incluía su **{dataElements}**. Llame al [1-800-555-0155](tel:1-800-555-0155)."),
    h(2, "Qué puede hacer"),
    list(
      true,
      "Inscríbase con {code}.",
      "Escriba a [privacidad](mailto:privacy@example.org) si tiene dudas.",
    ),
  ]),
  language: "es",
  title: "Aviso de filtración de datos",
};

const linked = noticeOf([
  h(1, "Notice"),
  h(3, "A level is left out here"),
  p(
    "Read the whole of [the long page with every answer that we could think of and some that we could not](https://answers.example.org/a/very/long/address/that/must/be/divided/somewhere), or call.",
  ),
  table(
    ["Bureau", "", "Site"],
    ["One", "", "[one.example.org](https://one.example.org)"],
    ["Two", "a / b", ""],
  ),
  list(false, "Bring {code} / on the next line."),
  { kind: "signature" },
  p("Jordan Avery / Privacy Officer"),
]);

const golden = new URL("../golden/letter/", import.meta.url);

describe("the tag tree", () => {
  // GOLDEN=1 npx vitest run test/letter/single-letter.test.ts writes them anew; read the difference.
  test.each<[string, Notice]>([
    ["usual", usualNotice()],
    ["spanish", spanish],
    ["linked", linked],
  ])("of %s is as approved", async (name, notice) => {
    const { pdf, problems } = made(notice);
    expect(problems).toEqual([]);
    const dump = await dumpTags(pdf);
    const file = new URL(`tags-${name}.txt`, golden);
    if (process.env.GOLDEN === "1") {
      mkdirSync(golden, { recursive: true });
      writeFileSync(file, dump);
    }
    expect(existsSync(file), `tags-${name}.txt is missing: run once with GOLDEN=1`).toBe(true);
    expect(dump).toBe(readFileSync(file, "utf8"));
  });

  test("holds all text but the foot of the pages", async () => {
    const { unmarked, artifacts } = await markedText(made(usualNotice()).pdf);
    expect(unmarked).toBe("");
    expect(artifacts.map(squeezed)).toEqual([1, 2, 3].map((page) => `Page ${page} of 3HVC-000001`));
  });

  test("links only to the web, mail and telephone", async () => {
    const { pdf } = made(
      noticeOf([h(1, "A"), p("[a](javascript:alert) [b](https://b.example) [c](file:///etc) [d](tel:711)")]),
    );
    expect((await dumpTags(pdf)).match(/→ \S+/g)).toEqual(["→ https://b.example", "→ tel:711"]);
  });

  test("has a figure for the letterhead's picture, with what it shows or else the first line", async () => {
    const image = transparentPng;
    const head = { ...stationery.letterhead, lines: ["Harbor Valley Clinic"], colour: "#1f3a5f", image };
    const named = made(
      linked,
      undefined,
      {},
      { ...stationery, letterhead: { ...head, alt: "A lighthouse" } },
    );
    expect(await dumpTags(named.pdf)).toContain("\n  Figure “A lighthouse”\n");
    const other = made(linked, undefined, {}, { ...stationery, letterhead: head });
    expect(await dumpTags(other.pdf)).toContain("\n  Figure “Harbor Valley Clinic”\n");
    expect(other.standards).toEqual(["PDF/UA-1", "PDF/A-2u"]);
  });
});

test("any blocks in any order meet both standards and are read out once, in order", async () => {
  let count = 0;
  const word = () => `word${++count}`;
  const kinds: readonly (() => Block)[] = [
    () => h(1, word()),
    () => h(2, word()),
    () => h(3, word()),
    () => callout(`**${word()} {code}** / ${word()} [${word()}](https://example.org)`),
    () => p(`${word()} {code} ${word()} [${word()}](https://example.org) ${word()} / ${word()}`),
    () => list(count % 2 === 0, word(), `${word()} / ${word()}`),
    () => ({ kind: "list", ordered: true, items: [[p(word()), list(false, word(), word()), p(word())]] }),
    () => table([word(), word(), ""], [word(), "", word()], [word(), `${word()} / ${word()}`, word()]),
    () => table(["", ""], [word(), word()]),
    () => ({ kind: "pageBreak" }),
    () => ({ kind: "signature" }),
  ];
  const orders = fc.array(fc.nat(kinds.length - 1), { minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      count = 0;
      const blocks = order.map((kind) => (kinds[kind] as () => Block)());
      const { pdf, standards } = made(noticeOf([p("start"), ...blocks]));
      expect(standards).toEqual(["PDF/UA-1", "PDF/A-2u"]);
      const read = (await dumpTags(pdf)).replace(/→.*/g, "").match(/\bword\d+\b/g) ?? [];
      expect(read).toEqual(Array.from({ length: count }, (_, index) => `word${index + 1}`));
    }),
    { numRuns: 25, seed: 5 },
  );
});

describe("phrases in another language", () => {
  const help = "Si necesita ayuda en español, llame al 1-800-555-0155.";
  const notice = noticeOf([
    h(1, "Notice"),
    p(`If you have questions, please call us at the number below on any working day. _${help}_ / Thank you.`),
  ]);

  test("are marked as such, over line ends, and everything else is not", async () => {
    const { pdf, standards } = made(notice, undefined, { foreign: [{ language: "es", text: help }] });
    expect(standards).toEqual(["PDF/UA-1", "PDF/A-2u"]);
    const dump = await dumpTags(pdf);
    expect(dump).toContain(`\n    Span (es)\n      1: ${help}\n    1: Thank you.`);
    expect(dump.match(/\(es\)/g)).toHaveLength(1);
  });

  test("leave every line where it is", async () => {
    const { pdf } = made(notice, undefined, { foreign: [{ language: "es", text: help }] });
    expect(linesOf(await readPages(pdf))).toEqual(linesOf(await inStream(notice, letterOf("HVC-000001"))));
  });

  test("that do not occur change nothing", () => {
    const other = made(notice, undefined, { foreign: [{ language: "fr", text: "Bonjour" }] });
    expect(other.sha256).toBe(made(notice).sha256);
  });
});

/** Lines by page. pdf.js leaves out a mark's space where the mark's text ends. */
const linesOf = (pages: readonly ReadPage[]) =>
  pages.map(({ lines }) =>
    lines.map((line) => squeezed(line).replace(/^(•|\d+\.) ?/, "$1 ")).filter((line) => line !== ""),
  );

/** The same letter as the print stream has it. */
async function inStream(notice: Notice, letter: Letter): Promise<readonly ReadPage[]> {
  const { value } = proofLetter(compileLetter(notice, stationery).value, letter);
  const pages = await readPages(value ?? new Uint8Array());
  // Printed on both sides, the stream may end in a blank back.
  return pages.filter(({ runs }) => runs.length > 0);
}

describe("in normal size", () => {
  test.each<[string, Notice, Letter]>([
    ["usual", usualNotice(), letterOf("HVC-000001")],
    ["Spanish", spanish, letterOf("HVC-000001")],
    ["with links over line ends", linked, letterOf("HVC-000001")],
    [
      "with a Vietnamese and a Hawaiian name",
      usualNotice(),
      letterOf("HVC-2", { recipientName: "Nguyễn Kealiʻi Thị" }),
    ],
  ])("a letter %s has the print stream's lines on the print stream's pages", async (_, notice, letter) => {
    expect(linesOf(await readPages(made(notice, letter).pdf))).toEqual(
      linesOf(await inStream(notice, letter)),
    );
  });

  test("so it is for any values", async () => {
    const word = fc.stringMatching(/^[A-Za-zÀ-ÿ'-]{1,14}$/);
    const words = fc.array(word, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(" "));
    await fc.assert(
      fc.asyncProperty(words, words, async (recipientName, dataElements) => {
        const letter = letterOf("HVC-000009", { recipientName, dataElements });
        const notice = usualNotice();
        expect(linesOf(await readPages(made(notice, letter).pdf))).toEqual(
          linesOf(await inStream(notice, letter)),
        );
      }),
      { numRuns: 12, seed: 11 },
    );
  });

  test("every line ends where the print stream ends it, to a twentieth of a point", async () => {
    const letter = letterOf("HVC-000001");
    const ends = async (pages: readonly ReadPage[]) => {
      const byLine = new Map<string, number>();
      pages.forEach(({ runs }, page) => {
        for (const { text, baseline, x, width } of runs)
          if (text.trim() !== "") {
            const line = `${page + 1} ${baseline.toFixed(1)}`;
            byLine.set(line, Math.max(byLine.get(line) ?? 0, x + width));
          }
      });
      return byLine;
    };
    const single = await ends(await readPages(made(usualNotice(), letter).pdf));
    const stream = await ends(await inStream(usualNotice(), letter));
    expect([...single.keys()].sort()).toEqual([...stream.keys()].sort());
    const apart = [...stream].filter(([line, end]) => Math.abs((single.get(line) ?? 0) - end) > 0.05);
    expect(apart).toEqual([]);
  });
});

test("lines that go on end in a real space, also where they are ended on purpose; the last does not", async () => {
  const file = join(folder, "spaces.pdf");
  writeFileSync(file, made(linked).pdf);
  const opened = await openPrintStream(file);
  if (opened.kind === "fault") throw new Error("unreadable");
  let text = "";
  for (const page of opened.value.pages()) {
    if (page.kind === "fault") throw new Error("unreadable");
    const read = opened.value.pageText(page.value);
    if (read.kind === "read") text += read.value.runs.map((run) => run.text).join("");
  }
  opened.value.close();
  expect(text).toContain("Read the whole of the long page with every answer");
  expect(text).toContain("Bring HVC7-Q2RT-9XKM on the next line.");
  expect(text).toContain("Jordan Avery Privacy Officer");
});

describe("in large print", () => {
  const large = { print: "large" } as const;

  test("nothing is smaller than 18 points or outside the margins", async () => {
    const pages = await readPages(made(usualNotice(), undefined, large).pdf);
    const runs = pages.flatMap((page) => page.runs).filter(({ text }) => text.trim() !== "");
    expect(runs.length).toBeGreaterThan(100);
    expect(Math.min(...runs.map(({ size }) => size))).toBeGreaterThanOrEqual(18);
    expect(Math.max(...runs.map(({ x, width }) => x + width))).toBeLessThanOrEqual(541);
    expect(Math.min(...runs.map(({ x }) => x))).toBeGreaterThanOrEqual(72);
  });

  test("it has the words of the normal letter, in their order, columns named in each row", async () => {
    const words = async (print: "normal" | "large") => {
      const { texts } = await markedText(made(usualNotice(), undefined, { print }).pdf);
      return squeezed([...texts.values()].join(" "));
    };
    const named = [101, 102, 103].map((end) => `Phone: 1-800-555-0${end}`);
    const normal = (await words("normal")).split(" ");
    const largeWords = await words("large");
    for (const phrase of named) expect(largeWords).toContain(phrase);
    const before = normal.slice(0, normal.indexOf("Bureau"));
    expect(largeWords.split(" ").slice(0, before.length)).toEqual(before);
  });

  test("an address too wide for the window is no obstacle", () => {
    const wide = `${"WILHELMINA ".repeat(9)}LOPEZ`;
    const letter = letterOf("HVC-000001", { addressLines: [wide, "12 SAMPLE ST", "SPRINGFIELD TX 75001"] });
    expect(singleLetter(usualNotice(), stationery, letter).value).toBeUndefined();
    expect(made(usualNotice(), letter, large).problems).toEqual([]);
  });
});

describe("the file", () => {
  test("is the same twice", () => {
    expect(made(usualNotice()).sha256).toBe(made(usualNotice()).sha256);
    expect(made(usualNotice(), letterOf("HVC-000002")).sha256).not.toBe(made(usualNotice()).sha256);
  });

  test("says its title, language, author and standards", async () => {
    const { pdf, standards } = made(spanish, undefined, {
      author: "Clínica <A> & B",
      createdOn: parseDay("2026-02-10") as Day,
    });
    expect(standards).toEqual(["PDF/UA-1", "PDF/A-2u"]);
    const { catalog } = await PDFDocument.load(pdf, { updateMetadata: false });
    expect((catalog.get(PDFName.of("Lang")) as PDFHexString).decodeText()).toBe("es");
    expect(String(catalog.lookup(PDFName.of("MarkInfo"), PDFDict))).toContain("/Marked true");
    expect(String(catalog.lookup(PDFName.of("ViewerPreferences"), PDFDict))).toContain(
      "/DisplayDocTitle true",
    );
    const text = Buffer.from(pdf).toString("utf8");
    expect(text).toContain('<rdf:li xml:lang="x-default">Aviso de filtración de datos</rdf:li>');
    expect(text).toContain("Clínica &lt;A&gt; &amp; B");
    expect(text).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(text).toContain("<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>");
    expect(text).toContain("<xmp:CreateDate>2026-02-10T00:00:00Z</xmp:CreateDate>");
  });

  test("a draft says so in its title", async () => {
    const { pdf } = made(usualNotice(), undefined, {}, { ...stationery, draft: true });
    expect(Buffer.from(pdf).toString("utf8")).toContain(">DRAFT: Notice of Data Breach<");
  });

  test("a picture in the colours of a printing press keeps it from the archive, and it does not say otherwise", () => {
    const head = { lines: ["Harbor Valley Clinic"], colour: "#1f3a5f", image: cmykJpeg };
    const { standards, problems, pdf } = made(linked, undefined, {}, { ...stationery, letterhead: head });
    expect(standards).toEqual(["PDF/UA-1"]);
    expect(problems.map(({ code, facts }) => [code, facts.clause])).toEqual([
      ["letter/standard-not-met", "6.2.4.3"],
    ]);
    expect(Buffer.from(pdf).toString("utf8")).not.toContain("<pdfaid:part>");
  });

  test("is not made without a value that the text needs", () => {
    const { value, problems } = singleLetter(usualNotice(), stationery, letterOf("HVC-1", { code: "" }));
    expect(value).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(["letter/field-missing"]);
  });

  test.skipIf(!hasTool("qpdf"))("is sound to qpdf", () => {
    for (const print of ["normal", "large"] as const) {
      const file = join(folder, `${print}.pdf`);
      writeFileSync(file, made(linked, undefined, { print }).pdf);
      const { status, stdout } = spawnSync("qpdf", ["--check", file], { encoding: "utf8" });
      expect(stdout).toContain("No syntax or stream encoding errors");
      expect(status).toBe(0);
    }
  });
});
