import { readFileSync } from "node:fs";
import fc from "fast-check";
import readPeer from "read-excel-file/node";
import { expect, test } from "vitest";
import { rowsOf, type WorkbookXml, workbookFile } from "./workbook-archive.ts";

type Cell =
  | { readonly kind: "shared" | "inline" | "formula" | "runs"; readonly text: string }
  | { readonly kind: "number"; readonly digits: string; readonly style: 0 | 1 | 2 }
  | { readonly kind: "day"; readonly serial: number; readonly style: 3 | 4 }
  | { readonly kind: "flag"; readonly is: boolean }
  | { readonly kind: "error" | "styled" };

const styles =
  '<numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yyyy;@"/><numFmt numFmtId="165" formatCode="0.00 &quot;d&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="2"/><xf numFmtId="165"/><xf numFmtId="14" xfId="0"/><xf numFmtId="164"/></cellXfs>';

// XML normalises a carriage return and forbids other controls; Excel writes both as _xHHHH_, a case of its own.
const text = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.constantFrom("_x000D_", "_x005F_x0041_", " & <b> ]]&gt;", '"', "\n", "𠮷"),
  )
  .map((raw) => raw.replace(/[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ""));
const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({ kind: fc.constantFrom("shared", "inline", "formula", "runs"), text }),
  fc.record({
    kind: fc.constant("number"),
    digits: fc.oneof(
      fc.integer().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    ),
    style: fc.constantFrom(0, 1, 2),
  }),
  fc.record({
    kind: fc.constant("day"),
    serial: fc.integer({ min: 61, max: 2_900_000 }),
    style: fc.constantFrom(3, 4),
  }),
  fc.record({ kind: fc.constant("flag"), is: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("error", "styled") }),
);
// By row and column, most of both left out.
const sheet = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 }), cell),
  {
    selector: ([row, column]) => row * 100 + column,
    maxLength: 40,
  },
);

const escaped = (raw: string) => raw.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const letters = (column: number): string =>
  column === 0 ? "" : letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));

function workbookOf(cells: readonly (readonly [number, number, Cell])[], is1904: boolean): WorkbookXml {
  const strings: string[] = [];
  const t = (raw: string) => `<t xml:space="preserve">${escaped(raw)}</t>`;
  const xmlOf = (at: string, one: Cell): string => {
    switch (one.kind) {
      case "shared":
        strings.push(`<si>${t(one.text)}</si>`);
        return `<c r="${at}" t="s"><v>${strings.length - 1}</v></c>`;
      case "inline":
        return `<c r="${at}" t="inlineStr"><is>${t(one.text)}</is></c>`;
      case "runs":
        strings.push(`<si><r>${t(one.text)}</r><r><rPr/>${t(one.text)}</r></si>`);
        return `<c r="${at}" t="s"><v>${strings.length - 1}</v></c>`;
      case "formula":
        return `<c r="${at}" t="str"><f>A1</f><v>${escaped(one.text)}</v></c>`;
      case "number":
        return `<c r="${at}" s="${one.style}"><v>${one.digits}</v></c>`;
      case "day":
        return `<c r="${at}" s="${one.style}"><v>${one.serial}</v></c>`;
      case "flag":
        return `<c r="${at}" t="b"><v>${one.is ? 1 : 0}</v></c>`;
      case "error":
        return `<c r="${at}" t="e"><v>#REF!</v></c>`;
      case "styled":
        return `<c r="${at}" s="1"/>`;
    }
  };
  const sorted = cells.toSorted(([row, column], [other, otherColumn]) => row - other || column - otherColumn);
  const rows = Map.groupBy(sorted, ([row]) => row);
  const data = [...rows].map(
    ([row, inRow]) =>
      `<row r="${row}">${inRow.map(([, column, one]) => xmlOf(letters(column) + row, one)).join("")}</row>`,
  );
  return {
    sheets: [data.join("")],
    strings: strings.join(""),
    styles,
    workbookPr: is1904 ? '<workbookPr date1904="1"/>' : "",
  };
}

type Told = readonly (readonly [row: number, cells: readonly string[]])[];

/** Without what is empty at the right edge, and without rows that are empty. */
function told(rows: readonly (readonly [number, readonly string[]])[]): Told {
  return rows
    .map(([row, cells]) => [row, cells.slice(0, cells.findLastIndex((one) => one !== "") + 1)] as const)
    .filter(([, cells]) => cells.length > 0);
}

test("a workbook says what another reader finds in it", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(sheet, fc.boolean(), async (cells, is1904) => {
      const file = workbookFile(workbookOf(cells, is1904));
      const [peer] = await readPeer(readFileSync(file.path), {
        trim: false,
        parseNumber: (digits) => digits,
      });
      const theirs = (peer?.data ?? []).map((row, index): [number, string[]] => [
        index + 1,
        row.map((value: unknown) =>
          value === null ? "" : value instanceof Date ? value.toISOString().slice(0, 10) : String(value),
        ),
      ]);
      const { rows, problems } = await rowsOf(file);
      expect(problems).toEqual([]);
      expect(told(rows.map(({ row, cells: own }) => [row, own]))).toEqual(told(theirs));
      compared += rows.length;
    }),
    { numRuns: 200 },
  );
  expect(compared).toBeGreaterThan(500);
});
