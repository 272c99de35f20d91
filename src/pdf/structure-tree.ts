import type { ObjectWriter } from "./object-writer.ts";
import { pdfNumber, pdfTextString } from "./pdf-text.ts";
import { type LinkArea, leavesIn, type StructureElement } from "./structure.ts";

/** A link's annotation in the file, and its key in the parent tree. */
export type PlacedLink = { readonly object: number; readonly key: number };

/** Writes the annotation of each link area; its keys follow those of the pages. */
export function writeLinks(
  file: ObjectWriter,
  root: StructureElement,
  pages: number,
): ReadonlyMap<LinkArea, PlacedLink> {
  const placed = new Map<LinkArea, PlacedLink>();
  for (const link of leavesIn(root, "link")) {
    const key = pages + placed.size;
    // 14289-1 7.18.5: a link says in /Contents what it is; ISO 19005-2 6.3.2: annotations are printed (/F 4).
    const object = file.object(
      `<</Type/Annot/Subtype/Link/Rect[${link.box.map(pdfNumber).join(" ")}]/Border[0 0 0]/F 4` +
        `/Contents${pdfTextString(link.contents)}/StructParent ${key}` +
        `/A<</Type/Action/S/URI/URI(${uri(link.target)})>>>>`,
    );
    placed.set(link, { object, key });
  }
  return placed;
}

/** An address as a literal string: ASCII only (ISO 32000-1 12.6.4.7). */
function uri(target: string): string {
  const ascii = target.replace(/[^\x21-\x7e]/gu, (char) => encodeURIComponent(char.toWellFormed()));
  return ascii.replace(/[()\\]/g, "\\$&");
}

/**
 * Writes the tag tree under its root; returns the number of the StructTreeRoot. `pages` are the page
 * objects, and page n has the key n in the parent tree (its /StructParents).
 */
export function writeStructureTree(
  file: ObjectWriter,
  root: StructureElement,
  pages: readonly number[],
  links: ReadonlyMap<LinkArea, PlacedLink>,
): number {
  const treeRoot = file.reserve();
  const ofPages: number[][] = pages.map(() => []);
  const ofLinks: string[] = [];

  const write = (element: StructureElement, parent: number): number => {
    const number = file.reserve();
    const kids = element.kids.map((kid): string => {
      switch (kid.kind) {
        case "element":
          return `${write(kid, number)} 0 R`;
        case "content":
          (ofPages[kid.page] as number[])[kid.mark] = number;
          return `<</Type/MCR/Pg ${pages[kid.page]} 0 R/MCID ${kid.mark}>>`;
        case "link": {
          const placed = links.get(kid) as PlacedLink;
          ofLinks.push(`${placed.key} ${number} 0 R`);
          return `<</Type/OBJR/Pg ${pages[kid.page]} 0 R/Obj ${placed.object} 0 R>>`;
        }
        default:
          return kid satisfies never;
      }
    });
    file.object(
      `<</Type/StructElem/S/${element.role}/P ${parent} 0 R${attributes(element)}/K[${kids.join(" ")}]>>`,
      number,
    );
    return number;
  };
  const document = write(root, treeRoot);
  const pageEntries = ofPages.map((owners, page) => `${page}[${owners.map((n) => `${n} 0 R`).join(" ")}]`);
  const parents = file.object(`<</Nums[${[...pageEntries, ...ofLinks].join(" ")}]>>`);
  return file.object(
    `<</Type/StructTreeRoot/K ${document} 0 R/ParentTree ${parents} 0 R` +
      `/ParentTreeNextKey ${pages.length + links.size}>>`,
    treeRoot,
  );
}

function attributes({ alt, language, numbering, scope, box }: StructureElement): string {
  let text = "";
  if (language !== undefined) text += `/Lang${pdfTextString(language)}`;
  if (alt !== undefined) text += `/Alt${pdfTextString(alt)}`;
  if (numbering !== undefined) text += `/A<</O/List/ListNumbering/${numbering}>>`;
  if (scope !== undefined) text += `/A<</O/Table/Scope/${scope}>>`;
  if (box !== undefined) text += `/A<</O/Layout/Placement/Block/BBox[${box.map(pdfNumber).join(" ")}]>>`;
  return text;
}
