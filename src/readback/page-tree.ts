import type { Box } from "./box.ts";
import { Unreadable } from "./fault.ts";
import type { PdfFile } from "./pdf-file.ts";
import { as, asArray, asNumber, type PdfDict, type PdfValue } from "./pdf-value.ts";

/** A page of the file. */
export type Page = {
  /** Counted from 1. */
  readonly number: number;
  /** The media box, in points of default user space; y grows upwards. */
  readonly box: Box;
  /** Degrees clockwise: 0, 90, 180 or 270. */
  readonly rotate: number;
  /** The page's own dictionary; for the reader. */
  readonly dict: PdfDict;
  /** What the page's content may name; inherited where the page has none of its own. */
  readonly resources: PdfDict;
};

type Inherited = { readonly resources?: PdfValue; readonly box?: PdfValue; readonly rotate?: PdfValue };
type Level = {
  readonly kids: readonly PdfValue[];
  next: number;
  readonly inherited: Inherited;
  readonly number: number;
};

// A balanced tree of 10 kids a node holds 10^10 pages at this depth.
const deepest = 32;

/** How many pages the file says it has. */
export function pageCount(file: PdfFile): number {
  const count = asNumber(file.resolve(rootNode(file).dict.entries.get("Count")));
  if (count === undefined || !Number.isInteger(count) || count < 0)
    throw new Unreadable("readback/page-tree-malformed");
  return count;
}

function rootNode(file: PdfFile): { readonly dict: PdfDict; readonly number: number } {
  const catalog = file.dict(file.trailer.entries.get("Root"), "catalogue");
  const pages = catalog.entries.get("Pages");
  return { dict: file.dict(pages, "page tree"), number: as("ref", pages)?.number ?? 0 };
}

/**
 * The pages in order, from page `from` on (counted from 1); whole branches before it are skipped by
 * their counts. Throws `Unreadable` at a cycle, at what is no page, and at the end if the file has
 * another number of pages than it says.
 */
export function walkPages(file: PdfFile, from: number): Generator<Page, undefined> {
  return walk<never>(file, from, () => undefined);
}

/**
 * How many pages are in the tree, as far as it can be read: every page is looked up and found to be one, as
 * `walkPages` does. What it would throw ends the count.
 */
export function countTreePages(file: PdfFile): number {
  let found = 0;
  let sound: Inherited | undefined;
  const plain = (number: number, inherited: Inherited): true | undefined => {
    if (!file.isPlainPage(number)) return undefined;
    // What pages inherit is the same for all below a node.
    if (inherited !== sound) pageOf(file, nothing, found + 1, inherited);
    sound = inherited;
    return true;
  };
  const pages = walk(file, 1, plain);
  try {
    while (!pages.next().done) found += 1;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  return found;
}

/** `plain`: what to give for a page without reading it; undefined if it must be read. */
function* walk<Plain>(
  file: PdfFile,
  from: number,
  plain: (number: number, inherited: Inherited) => Plain | undefined,
): Generator<Page | Plain, undefined> {
  const root = rootNode(file);
  const visited = new Uint8Array((file.objectCount >> 3) + 1);
  const visit = (number: number) => {
    const bit = 1 << (number & 7);
    const seen = visited[number >> 3] ?? 0;
    if ((seen & bit) !== 0) throw new Unreadable("readback/page-tree-cyclic", undefined, { object: number });
    visited[number >> 3] = seen | bit;
  };
  visit(root.number);
  const levels: Level[] = [levelOf(file, root.dict, root.number, {})];
  let passed = 0;
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const kid = level.kids[level.next++];
    if (kid === undefined) {
      levels.pop();
      continue;
    }
    const ref = as("ref", kid);
    if (ref === undefined)
      throw new Unreadable("readback/page-tree-malformed", undefined, { object: level.number });
    visit(ref.number);
    const known = plain(ref.number, level.inherited);
    if (known !== undefined) {
      passed++;
      if (passed >= from) yield known;
      continue;
    }
    const dict = file.dict(ref, "page");
    if (!dict.entries.has("Kids")) {
      if (as("name", file.resolve(dict.entries.get("Type")))?.name !== "Page")
        throw new Unreadable("readback/page-tree-malformed", undefined, { object: ref.number });
      passed++;
      if (passed >= from) yield pageOf(file, dict, passed, inherit(dict, level.inherited));
      continue;
    }
    const count = asNumber(file.resolve(dict.entries.get("Count"))) ?? 0;
    if (count > 0 && passed + count < from) {
      passed += count;
      continue;
    }
    if (levels.length >= deepest)
      throw new Unreadable("readback/nested-too-deeply", undefined, { object: ref.number });
    levels.push(levelOf(file, dict, ref.number, level.inherited));
  }
  const said = pageCount(file);
  if (passed !== said)
    throw new Unreadable("readback/page-count-differs", undefined, { found: passed, said });
}

function levelOf(file: PdfFile, dict: PdfDict, number: number, outer: Inherited): Level {
  const kids = asArray(file.resolve(dict.entries.get("Kids")));
  if (kids === undefined) throw new Unreadable("readback/page-tree-malformed", undefined, { object: number });
  return { kids, next: 0, inherited: inherit(dict, outer), number };
}

function inherit(dict: PdfDict, outer: Inherited): Inherited {
  const { entries } = dict;
  const resources = entries.get("Resources") ?? outer.resources;
  const box = entries.get("MediaBox") ?? outer.box;
  const rotate = entries.get("Rotate") ?? outer.rotate;
  return {
    ...(resources === undefined ? {} : { resources }),
    ...(box === undefined ? {} : { box }),
    ...(rotate === undefined ? {} : { rotate }),
  };
}

const nothing: PdfDict = { kind: "dict", entries: new Map() };

function pageOf(file: PdfFile, dict: PdfDict, number: number, inherited: Inherited): Page {
  const sides = (asArray(file.resolve(inherited.box)) ?? []).map((side) => asNumber(file.resolve(side)));
  const [x1, y1, x2, y2] = sides;
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined)
    throw new Unreadable("readback/page-tree-malformed", undefined, { page: number, wanted: "MediaBox" });
  const box = {
    left: Math.min(x1, x2),
    bottom: Math.min(y1, y2),
    right: Math.max(x1, x2),
    top: Math.max(y1, y2),
  };
  const turned = asNumber(file.resolve(inherited.rotate)) ?? 0;
  const rotate = ((turned % 360) + 360) % 360;
  const resources =
    inherited.resources === undefined ? nothing : file.shared(inherited.resources, "resources");
  return { number, box, rotate, dict, resources };
}
