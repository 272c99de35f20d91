import { posix } from "node:path";
import { isDateFormat } from "./number-format.ts";
import { type Attributes, readXml, type XmlEvents } from "./read-xml.ts";
import type { ZipArchive, ZipPart } from "./zip-archive.ts";

/** What a workbook's directory parts say about the others. */
export type WorkbookParts = {
  /** In the order of the tabs, hidden ones too. */
  readonly sheets: readonly ZipPart[];
  readonly sharedStrings: ZipPart | undefined;
  /** For each cell style whether its numbers are days. */
  readonly dateStyles: readonly boolean[];
  /** Days count from 1904 (ECMA-376 part 1, 18.17.4.1). */
  readonly is1904: boolean;
};

type Relation = { readonly id: string; readonly kind: string; readonly target: string };

// What these parts say is held in memory; Excel's styles have a few kilobytes, worn-out ones a few megabytes.
const mostBytes = 50_000_000;

/** The whole part, or nothing if there is none. */
async function readPart(zip: ZipArchive, part: ZipPart | undefined, events: XmlEvents): Promise<void> {
  if (part === undefined) return;
  for await (const _ of readXml(zip.read(part, mostBytes), events));
}

/** ECMA-376 part 2, 6.5: how the part `of` names others; the last word of a type's address tells it. */
async function relationsOf(zip: ZipArchive, of: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(of);
  const found: Relation[] = [];
  const name = posix.join(folder, "_rels", `${posix.basename(of)}.rels`);
  await readPart(zip, zip.part(name), {
    open: (element, { Id = "", Type = "", Target = "" }) => {
      if (element !== "Relationship") return;
      const target = Target.startsWith("/") ? Target : posix.join(folder, Target);
      found.push({ id: Id, kind: Type.slice(Type.lastIndexOf("/") + 1), target });
    },
  });
  return found;
}

const isTrue = (flag: string | undefined) => flag === "1" || flag === "true";

/** `r:id`, whatever the prefix is. */
function relationId(attributes: Attributes): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1];
}

/** For each of the cell styles, in their order, whether it shows a day. */
async function dateStylesOf(zip: ZipArchive, part: ZipPart | undefined): Promise<readonly boolean[]> {
  const codes = new Map<number, string>();
  const base: number[] = [];
  const styles: number[] = [];
  let list: "cellStyleXfs" | "cellXfs" | undefined;
  await readPart(zip, part, {
    open: (name, { numFmtId, formatCode, xfId }) => {
      if (name === "numFmt" && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      else if (name === "cellStyleXfs" || name === "cellXfs") list = name;
      else if (name === "xf" && list === "cellStyleXfs") base.push(Number(numFmtId ?? 0));
      else if (name === "xf" && list === "cellXfs") styles.push(Number(numFmtId ?? base[Number(xfId)] ?? 0));
    },
    close: (name) => {
      if (name === list) list = undefined;
    },
  });
  const known = new Map<number, boolean>();
  return styles.map((id) => {
    const isDate = known.get(id) ?? isDateFormat(id, codes.get(id));
    known.set(id, isDate);
    return isDate;
  });
}

/** Finds a workbook's parts by their relations. Throws `BrokenWorkbook` as `readXml` does. */
export async function workbookParts(zip: ZipArchive): Promise<WorkbookParts> {
  const main = (await relationsOf(zip, "")).find(({ kind }) => kind === "officeDocument");
  const workbook = main?.target ?? "xl/workbook.xml";
  const relations = await relationsOf(zip, workbook);
  const targetOf = (kind: string) => relations.find((relation) => relation.kind === kind)?.target;

  const sheets: ZipPart[] = [];
  let is1904 = false;
  await readPart(zip, zip.part(workbook), {
    open: (name, attributes) => {
      if (name === "workbookPr") is1904 ||= isTrue(attributes.date1904);
      if (name !== "sheet") return;
      const id = relationId(attributes);
      const sheet = relations.find((relation) => relation.kind === "worksheet" && relation.id === id);
      const part = sheet === undefined ? undefined : zip.part(sheet.target);
      if (part !== undefined) sheets.push(part);
    },
  });
  return {
    sheets,
    sharedStrings: zip.part(targetOf("sharedStrings") ?? "xl/sharedStrings.xml"),
    dateStyles: await dateStylesOf(zip, zip.part(targetOf("styles") ?? "xl/styles.xml")),
    is1904,
  };
}
