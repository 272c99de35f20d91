import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import {
  codeFormat,
  codeFormatPattern,
  type PoolOutcome,
  type PoolRules,
  readPool,
} from "../../src/incident/index.ts";
import { type Problem, problemText } from "../../src/problem/index.ts";
import { inputFile } from "./incident-files.ts";

async function pool(
  content: string | Uint8Array,
  mailingDay: string | null = "2026-02-10",
  more: Omit<PoolRules, "mailingDay"> = {},
): Promise<readonly PoolOutcome[]> {
  const all: PoolOutcome[] = [];
  const rules = { ...more, mailingDay: mailingDay === null ? undefined : day(mailingDay) };
  for await (const outcome of readPool(inputFile(content), rules)) all.push(outcome);
  return all;
}

test("codes come with their rows and expiry", async () => {
  expect(await pool("code,expires\r\nAAAA-1111,2026-06-30\r\n\r\nBBBB-2222,\r\n")).toEqual([
    { kind: "code", row: 2, code: "AAAA-1111", expires: "2026-06-30" },
    { kind: "code", row: 4, code: "BBBB-2222" },
  ]);
});

test.each([
  ["the header alone is enough", "code\nA1\n"],
  ["in capitals", "CODE\nA1\n"],
  ["the other way round", "expires,code\n,A1\n"],
  ["with semicolons", "code;expires\nA1;\n"],
  ["with a byte-order mark", "\ufeffcode\nA1\n"],
  ["in UTF-16", Buffer.from("\ufeffcode\nA1\n", "utf16le")],
  ["quoted", '"code"\n"A1"\n'],
  ["without a line end", "code\nA1"],
])("%s", async (_label, content) => {
  expect(await pool(content)).toMatchObject([{ kind: "code", code: "A1" }]);
});

describe("a row that is no code", () => {
  test.each([
    ["empty", "code,expires\n,2026-06-30", "incident/code-empty", "code"],
    ["a space within", "code\nAA 11", "incident/code-not-printable", "code"],
    ["a space behind", "code\nAA11 ", "incident/code-not-printable", "code"],
    ["a letter with an accent", "code\nÀA11", "incident/code-not-printable", "code"],
    ["a zero-width space", "code\nAA\u200b11", "incident/code-not-printable", "code"],
    ["a NUL", "code\nAA\u000011", "incident/code-not-printable", "code"],
    ["a spreadsheet's number", "code\n1.23E+15", "incident/code-in-scientific-notation", "code"],
    ["41 characters are more than 40", `code\n${"A".repeat(41)}`, "incident/code-too-long", "code"],
    ["an expiry that is no day", "code,expires\nA1,6/30/2026", "incident/code-expiry-not-a-day", "expires"],
    ["an expiry that never was", "code,expires\nA1,2026-02-30", "incident/code-expiry-not-a-day", "expires"],
    ["a cell too many", "code,expires\nA1,2026-06-30,x", "incident/pool-column-count", "code"],
    ["a cell too few", "code,expires\nA1", "incident/pool-column-count", "code"],
  ])("%s stops with file, row and column", async (_label, content, code, column) => {
    const outcomes = await pool(content);
    expect(outcomes).toMatchObject([
      {
        kind: "bad",
        row: 2,
        problems: [{ code, severity: "stops", where: { file: "codes/adult.csv", row: 2, column } }],
      },
    ]);
    const [bad] = outcomes;
    if (bad?.kind !== "bad") throw new Error("not bad");
    for (const p of bad.problems) {
      const text = Object.values(problemText(p)).join(" ");
      expect(text).not.toMatch(/\{\w+\}|AA|A1|À/);
    }
  });

  test.each([
    ["expired the day before mailing", "code,expires\nA1,2026-02-09", "incident/code-expired", "expires"],
    [
      "expires 89 days after mailing",
      "code,expires\nA1,2026-05-10",
      "incident/code-expires-too-soon",
      "expires",
    ],
    [
      "expires on the mailing day",
      "code,expires\nA1,2026-02-10",
      "incident/code-expires-too-soon",
      "expires",
    ],
  ])("%s stops too, and can be told from a code that was damaged", async (_label, content, code, column) => {
    const [late, ...rest] = await pool(content);
    expect(rest).toEqual([]);
    if (late?.kind !== "late") throw new Error("not late");
    expect(late).toMatchObject({
      code: "A1",
      problems: [{ code, severity: "stops", where: { row: 2, column } }],
    });
    expect(JSON.stringify(late.problems)).not.toContain("A1");
  });

  test.each([
    ["40 characters", `code\n${"A".repeat(40)}`, "2026-02-10"],
    ["expires 90 days after the mailing day", "code,expires\nA1,2026-05-11", "2026-02-10"],
    ["no mailing day is known", "code,expires\nA1,2020-01-01", null],
  ])("%s is a code", async (_label, content, mailingDay) => {
    expect(await pool(content, mailingDay)).toMatchObject([{ kind: "code" }]);
  });

  test("the rows after it are read", async () => {
    expect((await pool("code\nA1\nB 2\nC3")).map((outcome) => outcome.kind)).toEqual(["code", "bad", "code"]);
  });
});

describe("the format that the offer says", () => {
  test.each([
    [
      "letters and digits",
      "AAAA-9999",
      "QRST-0123",
      ["QRST-012", "QRS1-0123", "qrst-0123", "QRST_0123", "QRST-01234"],
    ],
    ["either", "****", "A1B2", ["A1B-", "a1b2"]],
    ["small letters", "aa99", "ab12", ["AB12"]],
    ["text between quotes", "'AXP.9*'99", "AXP.9*12", ["BXP.9*12", "AXPx9*12", "AXP.9912"]],
    ["signs that regular expressions know", "9.9/9", "1.2/3", ["1x2/3"]],
  ])("%s", async (_label, format, fits, others) => {
    expect(await pool(`code\n${fits}`, "2026-02-10", { format })).toMatchObject([
      { kind: "code", code: fits },
    ]);
    for (const other of others) {
      const [bad] = await pool(`code\n${other}`, "2026-02-10", { format });
      if (bad?.kind !== "bad") throw new Error(`${other} is taken for ${format}`);
      expect(bad).toMatchObject({
        row: 2,
        problems: [{ code: "incident/code-of-another-format", where: { row: 2 } }],
      });
      expect(Object.values(problemText(bad.problems[0] as Problem)).join(" ")).not.toContain(other);
    }
  });

  test("every code that is made after a format has it; with one character more it has not", () => {
    const part = fc.constantFrom(
      ["A", "Q"],
      ["a", "q"],
      ["9", "7"],
      ["*", "Z"],
      ["*", "3"],
      ["-", "-"],
      [".", "."],
      ["'E9+('", "E9+("],
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
        const format = codeFormat(parts.map(([sign]) => sign).join(""));
        const code = parts.map(([, character]) => character).join("");
        expect(format.test(code)).toBe(true);
        expect(format.test(`${code}0`)).toBe(false);
        expect(format.test(`0${code}`)).toBe(false);
      }),
    );
  });

  test.each([
    ["AAAA-9999-****", true],
    ["'LL-'***", true],
    ["XXXX-9999", false],
    ["AAAA 9999", false],
    ["'open", false],
    ["''", false],
    ["", false],
  ])("%s may be said of an offer: %s", (format, allowed) => {
    expect(codeFormatPattern.test(format)).toBe(allowed);
  });
});

describe("what is odd about a file and does not stop it", () => {
  const warnings = async (content: string, more: Omit<PoolRules, "mailingDay"> = {}) =>
    (await pool(content, "2026-02-10", more)).flatMap((outcome) =>
      outcome.kind === "file" ? outcome.problems : [],
    );

  test("a code that is shorter than the others, as where a zero was taken away", async () => {
    const found = await warnings("code\n0123\n123\n1234\n99\n");
    expect(found).toMatchObject([
      {
        code: "incident/codes-of-several-lengths",
        severity: "warns",
        where: { row: 3 },
        facts: { count: 2, usual: 4 },
      },
    ]);
    expect(await warnings("code\n0123\n123\n", { format: "9999" })).toEqual([]);
  });

  test("codes that end before the offer's last day to enroll, told once", async () => {
    const rows = "code,expires\nA1,2026-06-30\nA2,2026-05-31\nA3,2026-08-01\nA4,\n";
    expect(await warnings(rows, { enrolBy: day("2026-07-31") })).toMatchObject([
      { code: "incident/codes-end-before-enrol-by", facts: { count: 2, earliest: "2026-05-31" } },
    ]);
    expect(await warnings(rows, { enrolBy: day("2026-05-31") })).toEqual([]);
  });
});

describe("the file", () => {
  test.each([
    ["nothing in it", "", ["incident/file-empty"]],
    ["a header and no codes", "code\n", ["incident/pool-empty"]],
    ["no header: the first code is not told", "AAAA-1111\nBBBB-2222\n", ["incident/pool-column-missing"]],
    ["two columns of codes", "code,code\nA1,B2\n", ["incident/pool-column-twice"]],
    ["a quote that is not closed", 'code\n"A1\nB2\n', ["incident/quote-not-closed", "incident/pool-empty"]],
    ["a picture", Buffer.from("89504e470d0a1a0a", "hex"), ["incident/file-not-text"]],
  ])("%s stops", async (_label, content, codes) => {
    const found = (await pool(content)).flatMap((outcome) =>
      outcome.kind === "file" ? outcome.problems : [],
    );
    expect(codes).toEqual(expect.arrayContaining(found.map((p) => p.code)));
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((p) => p.severity === "stops")).toBe(true);
    expect(JSON.stringify(found)).not.toContain("AAAA");
  });

  test("an unknown column is told and not read", async () => {
    expect(await pool("code,batch\nA1,7\n")).toMatchObject([
      {
        kind: "file",
        problems: [
          { code: "incident/pool-column-unknown", severity: "warns", where: { column: "number 2" } },
        ],
      },
      { kind: "code", code: "A1" },
    ]);
  });
});
