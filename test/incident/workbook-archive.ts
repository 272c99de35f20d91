import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { type InputFile, type TableRow, tableRows } from "../../src/incident/index.ts";
import type { Problem } from "../../src/problem/index.ts";

/** A workbook by its XML, to be spoilt in any part. */
export type WorkbookXml = {
  /** What stands in each sheet's `sheetData`. */
  readonly sheets: readonly string[];
  /** What stands in `sst`; without it there is no such part. */
  readonly strings?: string;
  /** What stands in `styleSheet`; without it there is no such part. */
  readonly styles?: string;
  readonly workbookPr?: string;
  /** Whole parts, in place of those that the rest makes. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
};

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relations = (list: readonly string[]) =>
  `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join("")}</Relationships>`;

export function workbookParts(xml: WorkbookXml): Readonly<Record<string, string | Buffer>> {
  const { sheets, strings, styles, workbookPr = "", parts = {} } = xml;
  const tabs = sheets.map((_, i) => `<sheet name="S${i + 1}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const to = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${types}/${kind}" Target="${target}"/>`;
  return {
    "_rels/.rels": relations([to("rId1", "officeDocument", "xl/workbook.xml")]),
    "xl/workbook.xml": `${declaration}<workbook ${main} xmlns:r="${types}">${workbookPr}<sheets>${tabs.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([
      ...sheets.map((_, i) => to(`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`)),
      ...(strings === undefined ? [] : [to("rIdT", "sharedStrings", "sharedStrings.xml")]),
      ...(styles === undefined ? [] : [to("rIdS", "styles", "styles.xml")]),
    ]),
    ...(strings === undefined
      ? {}
      : { "xl/sharedStrings.xml": `${declaration}<sst ${main}>${strings}</sst>` }),
    ...(styles === undefined
      ? {}
      : { "xl/styles.xml": `${declaration}<styleSheet ${main}>${styles}</styleSheet>` }),
    ...Object.fromEntries(
      sheets.map((data, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `${declaration}<worksheet ${main}><sheetData>${data}</sheetData></worksheet>`,
      ]),
    ),
    ...parts,
  };
}

/** A ZIP archive (PKWARE APPNOTE 4.3), every part deflated unless `stored`. */
export function zipOf(parts: Readonly<Record<string, string | Buffer>>, stored = false): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const header = Buffer.alloc(30 + name.length);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(stored ? 0 : 8, 8);
    header.writeUInt32LE(crc32(bytes), 14);
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(bytes.length, 22);
    header.writeUInt16LE(name.length, 26);
    header.write(name, 30, "latin1");
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    header.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    entry.write(name, 46, "latin1");
    locals.push(header, packed);
    directory.push(entry);
    at += header.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, entry) => sum + entry.length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const dir = mkdtempSync(join(tmpdir(), "workbook-"));
let count = 0;

export function workbookFile(content: WorkbookXml | Buffer): InputFile {
  const path = join(dir, `${count++}.xlsx`);
  writeFileSync(path, Buffer.isBuffer(content) ? content : zipOf(workbookParts(content)));
  return { name: "people.xlsx", path, bytes: statSync(path).size };
}

export async function rowsOf(
  file: InputFile,
): Promise<{ readonly rows: readonly TableRow[]; readonly problems: readonly Problem[] }> {
  const rows: TableRow[] = [];
  const problems: Problem[] = [];
  for await (const batch of tableRows(file, () => false)) {
    rows.push(...batch.rows);
    problems.push(...batch.problems);
  }
  return { rows, problems };
}
