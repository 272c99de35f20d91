import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { type TableRow, tableRows } from "../../src/incident/index.ts";

const folder = mkdtempSync(join(tmpdir(), "delimited-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file is read in pieces of this many bytes. */
const pieceBytes = 1 << 16;

async function read(text: string): Promise<{ rows: readonly TableRow[]; codes: readonly string[] }> {
  const path = join(folder, "list.csv");
  const bytes = Buffer.from(text);
  writeFileSync(path, bytes);
  const rows: TableRow[] = [];
  const codes: string[] = [];
  for await (const batch of tableRows(
    { name: "list.csv", path, bytes: bytes.length },
    (name) => name === "h",
  )) {
    rows.push(...batch.rows);
    codes.push(...batch.problems.map((p) => p.code));
  }
  return { rows, codes };
}

/** The same text as csv-parse reads it, the reader that this one must agree with. */
function peer(text: string): readonly (readonly string[])[] {
  return parse(text, {
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
  });
}

/** Rows of 2,000 characters that end just before the last `before` bytes of the first piece. */
function padding(before: number): string {
  const bytes = pieceBytes - before - "h,h\n".length;
  const whole = `${"x".repeat(1_999)}\n`.repeat(Math.floor(bytes / 2_000));
  return `h,h\n${whole}${"y".repeat(Math.max(0, (bytes % 2_000) - 1))}${bytes % 2_000 === 0 ? "" : "\n"}`;
}

const piece = fc.oneof(
  fc.constantFrom('"', '"', '""', ",", ",", "\r\n", "\n", "\r", "é", "王", "😀", " ", ";"),
  fc.string({ maxLength: 3 }),
);
// csv-parse takes a NUL for the end of a quoted cell; both readings are held as invisible characters.
const nasty = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("").replaceAll("\0", ""));

test("any text is read as csv-parse reads it, wherever the pieces of the file are cut", async () => {
  await fc.assert(
    fc.asyncProperty(nasty, fc.nat(40), async (text, before) => {
      for (const whole of [`h,h\n${text}`, padding(before) + text]) {
        const { rows, codes } = await read(whole);
        let wanted: readonly (readonly string[])[] | undefined;
        try {
          wanted = peer(whole);
        } catch {
          wanted = undefined;
        }
        expect(codes).toEqual(wanted === undefined ? ["incident/quote-not-closed"] : []);
        if (wanted !== undefined) expect(rows.map((row) => row.cells)).toEqual(wanted);
        expect(rows.map((row) => row.row)).toEqual(rows.map((_, index) => index + 1));
        for (const { isPlain, cells } of rows)
          if (isPlain === true) expect(cells.join("")).not.toMatch(/[^\x20-\x7e]/);
      }
    }),
    { numRuns: 150 },
  );
}, 60_000);

test.each([
  ["a quote in a cell that is not quoted", '5" pipe,Bob "Bo" Ray', ['5" pipe', 'Bob "Bo" Ray']],
  ["a quoted cell that goes on", '"Bob" Ray,"a"', ['"Bob" Ray', "a"]],
  ["two quotes together", '"Bob ""Bo"" Ray",""', ['Bob "Bo" Ray', ""]],
  ["a delimiter and a line end within quotes", '"a,b","c\r\nd"', ["a,b", "c\r\nd"]],
])("%s", async (_, line, cells) => {
  const { rows, codes } = await read(`h,h\r\n${line}\r\nlast,row\r\n`);
  expect(rows.map((row) => row.cells)).toEqual([["h", "h"], cells, ["last", "row"]]);
  expect(codes).toEqual([]);
});

test("rows before one that is too long are read; it is named, and nothing follows", async () => {
  const { rows, codes } = await read(`h,h\na,b\n"${"x\n".repeat(200_000)}`);
  expect(rows.map((row) => row.cells)).toEqual([
    ["h", "h"],
    ["a", "b"],
  ]);
  expect(codes).toEqual(["incident/row-too-long"]);
});

test("a quoted column without any delimiter is read in time that grows with the file", async () => {
  const { rows } = await read(`"h"\n${'"ABCD-EFGH-1234"\n'.repeat(200_000)}`);
  expect(rows).toHaveLength(200_001);
}, 5_000);
