import { BrokenWorkbook } from "./broken-workbook.ts";
import { type CellContext, cellText } from "./cell-text.ts";
import type { Attributes, XmlEvents } from "./read-xml.ts";
import { textGatherer } from "./shared-strings.ts";
import type { TableRow } from "./table-row.ts";

// What Excel has, and what writers of other programs keep to.
const mostRows = 1_048_576;
const mostColumns = 16_384;
// As in delimited text: no honest row is a quarter of a million characters.
export const longestSheetRow = 250_000;

/** Column 1 for `A7`, 27 for `AA7`; 0 if the address begins with no capital letter. */
function columnOf(address: string): number {
  let column = 0;
  for (let at = 0; at < address.length; at++) {
    const letter = address.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}

/**
 * Makes rows of a sheet's XML (ECMA-376 part 1, 18.3.1): hand `events` to `readXml`, and `take` what is
 * whole after each piece (nothing while that is fewer than `least`). Rows without a word are left out, the
 * others keep their numbers and are as wide as the first at least. Cells that are merged stand where the
 * first of them does. The events throw `BrokenWorkbook` with the row for what makes no sheet.
 */
export function sheetReader(context: CellContext): {
  readonly events: XmlEvents;
  readonly take: (least?: number) => readonly TableRow[];
} {
  let rows: TableRow[] = [];
  let width: number | undefined;
  let isData = false;
  let lastRow = 0;
  let row = 0;
  let cells: string[] = [];
  let characters = 0;
  let column = 0;
  let type: string | undefined;
  let style: string | undefined;
  let isValue = false;
  let value: string | undefined;
  const inline = textGatherer();

  const broken = (message: string) =>
    new BrokenWorkbook(message, { kind: "broken", row: row === 0 ? lastRow + 1 : row });
  function beginRow(number: number): void {
    row = number;
    if (!Number.isInteger(number) || number <= lastRow || number > mostRows) {
      row = 0;
      throw broken("a row out of place");
    }
  }
  function beginCell({ r, t, s }: Attributes): void {
    const next = r === undefined ? column + 1 : columnOf(r);
    if (row === 0) beginRow(r === undefined ? lastRow + 1 : Number(r.replace(/^[A-Z]+/, "")));
    if (next <= column || next > mostColumns) throw broken("a cell out of place");
    column = next;
    type = t;
    style = s;
    value = undefined;
  }
  function endCell(): void {
    const text = type === "inlineStr" ? inline.take() : cellText(type, style, value, context);
    if (text === undefined) throw broken("a cell without meaning");
    if (text === "") return;
    characters += text.length;
    if (characters > longestSheetRow) throw new BrokenWorkbook("a row too long", { kind: "rowTooLong", row });
    while (cells.length < column - 1) cells.push("");
    cells.push(text);
  }
  function endRow(): void {
    lastRow = row === 0 ? lastRow + 1 : row;
    if (cells.length > 0) {
      width ??= cells.length;
      while (cells.length < width) cells.push("");
      rows.push({ row: lastRow, cells });
      cells = [];
    }
    row = 0;
    column = 0;
    characters = 0;
  }

  const events: XmlEvents = {
    open: (name, attributes) => {
      if (name === "sheetData") isData = true;
      if (!isData) return;
      if (name === "c") beginCell(attributes);
      else if (name === "v") isValue = true;
      else if (name === "row") {
        if (attributes.r !== undefined) beginRow(Number(attributes.r));
      } else inline.open(name);
    },
    close: (name) => {
      if (!isData) return;
      if (name === "v") isValue = false;
      else if (name === "c") endCell();
      else if (name === "row") endRow();
      else if (name === "sheetData") isData = false;
      else inline.close(name);
    },
    text: (piece) => {
      if (isValue) value = (value ?? "") + piece;
      else inline.text(piece);
    },
  };
  return {
    events,
    take: (least = 1) => {
      if (rows.length < least) return [];
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}
